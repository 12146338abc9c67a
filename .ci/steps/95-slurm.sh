# a study in parts over a real Slurm and GNU parallel
suite test:slurm
