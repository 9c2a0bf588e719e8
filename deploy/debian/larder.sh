#!/bin/sh
# The command `larder`: the service's program with the service's settings, and as its user where root calls.
set -e
if [ -r /etc/larder/larder.env ]; then
    set -a
    . /etc/larder/larder.env
    set +a
fi
if [ "$(id -u)" = 0 ] && id larder >/dev/null 2>&1; then
    exec setpriv --reuid=larder --regid=larder --init-groups /usr/lib/larder/larder "$@"
fi
exec /usr/lib/larder/larder "$@"
