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
# without a graphics processor nothing draws with OpenGL, but GTK loads it to ask for windows that could: 45 MB
[ -n "$GDK_GL" ] || [ -e /dev/dri ] || [ -e /dev/nvidiactl ] || [ -e /dev/dxg ] || export GDK_GL=disable
exec "$here/java" "@$here/../lib/jvm.options" -XX:AOTCache="$here/../lib/earshot.aot" -m earshot/earshot.Main "$@"
