# format, lint, types and the tests that are not slow: npm run check
later 'lint' npm run --silent lint
later 'types' npm run --silent typecheck
later 'format' npm run --silent format:check
suite test:quick
wait
