# the packages of package-lock.json, anew
check 'npm ci' npm ci --no-audit --no-fund --loglevel=error
