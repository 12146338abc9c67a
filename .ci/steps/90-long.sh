# long statistical checks, pages that only long runs can make again, and a few cases of everything that may go wrong
later 'npm run test:reliability' npm run --silent test:reliability
suite test:long
wait
