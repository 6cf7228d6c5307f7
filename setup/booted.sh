#!/bin/sh
# Install Kezek into a Debian 12 of its own as docs/install.md says, boot that in a container of systemd-nspawn, and see
# whether the daemons live under their units as they should. As root, with a network; five minutes, the first time more.
# The Debian stays in KEZEK_BOOTED_DIR; delete its folder "base" for a newer one.
set -eu
cd "$(dirname "$0")/.."

cache=${KEZEK_BOOTED_DIR:-/var/cache/kezek-booted}
mirror=${KEZEK_DEBIAN_MIRROR:-http://deb.debian.org/debian}
root=$cache/machine
inside=/usr/src/kezek # where the checkout lies in the machine
begun=$(date +%s)

say() { echo "kezek: $*"; }
fail() {
    echo "kezek: $*" >&2
    exit 1
}
[ "$(id -u)" -eq 0 ] || fail "run this as root: it boots a machine"
mkdir -p "$cache/archives/partial" "$cache/wheels"
# Two machines in one folder would be none.
exec 9>"$cache/lock"
flock --nonblock 9 || fail "another run uses $cache"

setup/apt.sh debootstrap systemd-container python3-venv git

# systemd-nspawn wants a group of processes of its own (cgroup), which systemd gives it; without systemd we make one in
# every hierarchy that there is.
if [ -d /run/systemd/system ]; then how=""; else how="--keep-unit"; fi
our_cgroups() {
    while IFS=: read -r _ kind path; do
        case $kind in
        "") folder=/sys/fs/cgroup/unified && [ -d "$folder" ] || folder=/sys/fs/cgroup ;;
        name=*) folder=/sys/fs/cgroup/${kind#name=} ;;
        *) folder=/sys/fs/cgroup/$kind ;;
        esac
        [ ! -d "$folder" ] || echo "${folder}${path%/}/kezek-booted"
    done </proc/self/cgroup
}
enter_cgroups() { # moves the shell that calls it
    for folder in $(our_cgroups); do
        mkdir -p "$folder"
        for rule in cpuset.cpus cpuset.mems; do # a new group has none, and takes nobody without
            [ ! -e "$folder/$rule" ] || cat "$folder/../$rule" >"$folder/$rule"
        done
        echo 0 >"$folder/cgroup.procs"
    done
}
leave_cgroups() {
    for folder in $(our_cgroups); do
        [ ! -d "$folder" ] || find "$folder" -depth -type d -exec rmdir {} + 2>/dev/null || true
    done
}
nspawn() {
    systemd-nspawn --quiet --register=no ${how:+"$how"} --directory="$root" --console=pipe "$@" </dev/null
}

machine="" # the process id of systemd-nspawn, while the machine runs
end() {
    if [ -n "$machine" ] && kill -0 "$machine" 2>/dev/null; then
        kill -TERM "$machine"
        timeout 40 tail --pid="$machine" -f /dev/null || kill -KILL "$machine"
        wait "$machine" || true
    fi
    [ -z "$how" ] || leave_cgroups
    rmdir "/run/systemd/nspawn/propagate/$(basename "$root")" 2>/dev/null || true
    if grep -q " $root" /proc/self/mountinfo; then
        echo "kezek: something is mounted below $root; it is left there" >&2
    elif [ "${KEZEK_BOOTED_KEEP:-}" != 1 ]; then
        rm -rf --one-file-system "$root"
    fi
}
trap end EXIT
trap 'exit 130' INT TERM

if [ ! -d "$cache/base" ]; then
    say "making a Debian 12 in $cache/base"
    rm -rf --one-file-system "$cache/base.new"
    debootstrap --variant=minbase --include=systemd-sysv,dbus,udev,python3 bookworm "$cache/base.new" "$mirror" \
        >"$cache/debootstrap.log" || fail "debootstrap failed: see $cache/debootstrap.log"
    mv "$cache/base.new" "$cache/base"
fi
# Fetched here, with this machine's way to PyPI; inside they are checked against the same hashes.
wanted=$(cat requirements/run.lock requirements/build.lock | sha256sum)
if [ "$(cat "$cache/wheels/wanted" 2>/dev/null)" != "$wanted" ]; then
    say "fetching wheels"
    python3 -m venv "$cache/venv"
    "$cache/venv/bin/python" -m pip --quiet --quiet --disable-pip-version-check download --dest "$cache/wheels" --python-version 3.11 \
        --require-hashes --only-binary :all: --requirement requirements/run.lock --requirement requirements/build.lock
    echo "$wanted" >"$cache/wheels/wanted"
fi

say "making the machine"
! grep -q " $root" /proc/self/mountinfo || fail "something is mounted below $root"
rm -rf --one-file-system "$root"
cp -a "$cache/base" "$root"
mkdir -p "$root$inside"
git -c safe.directory="$PWD" ls-files -z --cached --others --exclude-standard | tar --create --null --files-from=- --ignore-failed-read \
    2>/dev/null | tar --extract --directory "$root$inside"
cp tests/booted/machine/* "$root/usr/local/sbin/"
# The buttons are fakes: what Raspberry Pi OS has, and Debian has not, is stood in for by an empty package.
mkdir -p "$cache/lgpio/DEBIAN"
printf '%s\n' "Package: python3-lgpio" "Version: 0" "Architecture: all" "Maintainer: Kezek" \
    "Description: stand-in without content" >"$cache/lgpio/DEBIAN/control"
dpkg-deb --build "$cache/lgpio" "$root/usr/src/python3-lgpio.deb" >/dev/null

say "installing as docs/install.md says"
nspawn --as-pid2 --chdir="$inside" --bind="$cache/archives:/var/cache/apt/archives" \
    --bind-ro="$cache/wheels:/usr/src/wheels" --setenv=PIP_NO_INDEX=1 --setenv=PIP_FIND_LINKS=/usr/src/wheels \
    /usr/local/sbin/booted-install >"$cache/install.log" 2>&1 || {
    tail -n 20 "$cache/install.log" >&2
    fail "the installation failed: see $cache/install.log"
}

run_inside() {
    leader=$(cut -d' ' -f1 "/proc/$machine/task/$machine/children" 2>/dev/null) || return 1
    [ -n "$leader" ] || return 1
    env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 PYTHONDONTWRITEBYTECODE=1 \
        PYTHONPATH="$inside/tests/support" nsenter --all --target "$leader" -- "$@"
}
boot() {
    # A network of its own: the broker's port is the hall's, and nobody else's.
    (
        exec 9>&-
        [ -z "$how" ] || enter_cgroups
        exec systemd-nspawn --quiet --register=no ${how:+"$how"} --directory="$root" --console=pipe --private-network \
            --kill-signal=SIGRTMIN+3 /usr/local/sbin/booted-init </dev/null
    ) >>"$cache/console.log" 2>&1 &
    machine=$!
    for _ in $(seq 100); do
        state=$(run_inside systemctl is-system-running --wait 2>/dev/null) || true
        case $state in running | degraded) return ;; esac
        kill -0 "$machine" 2>/dev/null || break
        sleep 0.2
    done
    fail "the machine does not boot: see $cache/console.log"
}

: >"$cache/console.log"
code=0
boot
say "booted: $(run_inside systemctl --version | head -n 1), $(run_inside cat /etc/debian_version)"
run_inside /usr/local/sbin/booted-start || {
    run_inside journalctl --no-pager --output=cat --lines=30 --unit='kezek-*' --unit=mosquitto >&2
    fail "the units do not start"
}
run_inside /opt/kezek/bin/python "$inside/tests/booted/inside.py" before || code=1

say "switching off and on again, with a daemon that does not hear SIGTERM"
from=$(date +%s)
run_inside systemctl poweroff || true
timeout 60 tail --pid="$machine" -f /dev/null || fail "the machine does not go down"
wait "$machine" || true
down=$(($(date +%s) - from))
verdict="ok    "
[ "$down" -le 25 ] || { verdict=FAILED && code=1; }
echo "$verdict a daemon that does not stop cannot hold up a reboot: down after $down s"
boot
run_inside /opt/kezek/bin/python "$inside/tests/booted/inside.py" after || code=1

[ "$code" -eq 0 ] && result="all is well" || result="something FAILED"
say "$result, after $(($(date +%s) - begun)) s"
exit "$code"
