# long statistical checks, and pages that only long runs can make again
suite test:long
