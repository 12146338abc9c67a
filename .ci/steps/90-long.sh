# long statistical checks, pages that only long runs can make again, and a few cases of everything that may go wrong
suite test:long
check 'npm run test:reliability' npm run --silent test:reliability
