#!/bin/sh
# Starts Earshot from its image, wherever it stands and through any link; needs no program but the shell (and readlink for a link).
self=$0
while [ -L "$self" ]; do
    target=$(readlink "$self")
    case $target in
        /*) self=$target ;;
        *) self=${self%/*}/$target ;;
    esac
done
case $self in
    */*) here=${self%/*} ;;
    *) here=. ;;
esac
here=$(CDPATH= cd -- "$here" && pwd -P) || exit 1
# without a locale Java cannot name files beyond ASCII, and takes them from its arguments already broken
case ${LC_ALL:-${LC_CTYPE:-${LANG:-C}}} in
    C | POSIX) export LC_ALL=C.UTF-8 ;;
esac
exec "$here/java" "@$here/../lib/jvm.options" -XX:AOTCache="$here/../lib/earshot.aot" -m earshot/earshot.Main "$@"
