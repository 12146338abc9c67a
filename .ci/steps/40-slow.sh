# tests that wait for other programs: a queue, a terminal
suite test:slow
