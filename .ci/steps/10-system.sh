# system packages: R, Python with pandas, xmllint, PSPP, shells, browsers, an emulator of arm64, Slurm, GNU parallel; without apt-get what needs them is shown as skipped
as_root=''
if [ "$(id -u)" -ne 0 ]; then as_root='sudo'; fi
export DEBIAN_FRONTEND=noninteractive

apt_install() { $as_root apt-get install -y -qq --no-install-recommends "$@" > /dev/null; }

# Slurm's packages must not start daemons of their own.
install_slurm() {
  local policy=/usr/sbin/policy-rc.d own='' code=0
  if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' | $as_root tee "$policy" > /dev/null
    $as_root chmod +x "$policy"
    own=1
  fi
  apt_install slurmctld slurmd slurm-client munge parallel snakemake python3-botocore faketime || code=$?
  if [ -n "$own" ]; then $as_root rm -f "$policy"; fi
  return "$code"
}

if command -v apt-get > /dev/null; then
  $as_root apt-get update -qq || echo 'apt-get update failed; going on with what is there'
  check 'R and Chromium installed' apt_install r-base-core r-cran-lme4 r-cran-lmertest r-cran-pbkrtest r-cran-glmmtmb r-cran-clubsandwich r-cran-jsonlite r-cran-foreign r-cran-knitr chromium fonts-dejavu-core
  check 'Python with pandas and xmllint installed' apt_install python3 python3-pandas libxml2-utils
  check 'readers of SPSS and Stata files installed' apt_install r-cran-haven pspp
  check 'pre-commit installed' apt_install pre-commit
  check 'shells and formatters of manual pages installed' apt_install zsh fish mandoc groff-base busybox
  check 'Slurm and its like installed' install_slurm
  # Not every distribution has these; the step `engines` shows by name what it cannot try.
  apt_install firefox-esr || echo 'no Firefox'
  apt_install qemu-user libc6-arm64-cross libstdc++6-arm64-cross libgcc-s1-arm64-cross || echo 'no emulator of arm64'
else
  skip 'system packages'
fi
