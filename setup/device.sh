#!/bin/sh
# Install Kezek on this machine for one role: the programs into /opt/kezek, the unit and its account for systemd, an
# example of the settings into /etc/kezek. A second run brings it up to date and keeps the settings. As root.
set -eu
cd "$(dirname "$0")/.."

role=${1:-}
case $role in
kiosk) packages="python3-lgpio" ;;
display) packages="libgbm1 libegl1 libgles2 libgl1-mesa-dri" ;;
audio) packages="espeak-ng libebur128-1 alsa-utils" ;;
dispatcher) packages="mosquitto" ;;
console) packages="" ;;
*)
    echo "usage: setup/device.sh kiosk|display|audio|dispatcher|console" >&2
    exit 1
    ;;
esac
if [ "$(id -u)" -ne 0 ]; then
    echo "kezek: run this as root: sudo setup/device.sh $role" >&2
    exit 1
fi

if [ "$role" = kiosk ] && ! apt-cache show python3-lgpio >/dev/null 2>&1; then
    echo "kezek: a kiosk needs Raspberry Pi OS: python3-lgpio is in no archive of this machine" >&2
    exit 1
fi
# shellcheck disable=SC2086
setup/apt.sh systemd python3-venv $packages
# The system's packages are seen from inside, for python3-lgpio: PyPI has no wheel of it for Python 3.13 on Arm.
[ -x /opt/kezek/bin/python ] || python3 -m venv --system-site-packages /opt/kezek
pip() { /opt/kezek/bin/python -m pip --quiet --disable-pip-version-check --no-cache-dir "$@"; }
pip install --require-hashes --only-binary :all: --requirement requirements/run.lock --requirement requirements/build.lock
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
# setuptools leaves its scraps where it builds, and takes up those of an older build.
cp -r pyproject.toml README.md LICENSE requirements fonts firmware mqtt_bridge centre printer audio kiosk display \
    hall dispatcher console simulator "$copy"
pip install --no-deps --no-build-isolation --force-reinstall "$copy"

place() { # FILE FOLDER
    install -D --mode 0644 "$1" "$2/$(basename "$1")"
}
place systemd/sysusers.d/kezek.conf /etc/sysusers.d
place systemd/tmpfiles.d/kezek.conf /etc/tmpfiles.d
place systemd/udev/60-kezek.rules /etc/udev/rules.d
place systemd/journald.conf.d/kezek.conf /etc/systemd/journald.conf.d
place systemd/kezek-.service.d/sandbox.conf /etc/systemd/system/kezek-.service.d
place "systemd/kezek-$role.service" /etc/systemd/system
systemd-sysusers
systemd-tmpfiles --create kezek.conf

[ -e "/etc/kezek/$role.toml" ] || place "systemd/examples/$role.toml" /etc/kezek
if [ "$role" = dispatcher ]; then
    if [ ! -e /etc/kezek/centre.toml ]; then
        install --mode 0644 centre/borodulikha.toml /etc/kezek/centre.toml
        place centre/borodulikha-calendar.toml /etc/kezek
    fi
    place systemd/mosquitto.service.d/kezek.conf /etc/systemd/system/mosquitto.service.d
    /opt/kezek/bin/kezek-broker configuration --out /etc/kezek/mosquitto.conf
fi
if [ "$role" = console ] && [ ! -e /etc/kezek/receptions.toml ]; then
    install --mode 0644 console/receptions/borodulikha.toml /etc/kezek/receptions.toml
fi

if [ -d /run/systemd/system ]; then
    systemctl daemon-reload
    systemctl try-restart systemd-journald.service
    udevadm control --reload && udevadm trigger --subsystem-match=gpio --subsystem-match=usbmisc || true
fi
echo "kezek: installed. Next: edit /etc/kezek/$role.toml, then"
echo "  /opt/kezek/bin/kezek-$role --check && systemctl enable --now kezek-$role"
