# format, lint, types and the tests that are not slow: npm run check
check 'format' npm run --silent format:check &
check 'lint' npm run --silent lint &
check 'types' npm run --silent typecheck &
wait
suite test:quick
