#!/bin/sh
# Starts Earshot from its image, wherever it stands and through any link; needs no program but the shell (readlink for a link, locale where there is one).
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
# without a locale, or with one that is not installed, Java cannot name files beyond ASCII: neither those of its arguments nor its own
charmap=$(locale charmap 2>/dev/null)
case ${charmap:-${LC_ALL:-${LC_CTYPE:-${LANG:-C}}}} in
    ANSI_X3.4-1968 | US-ASCII | C | POSIX) export LC_ALL=C.UTF-8 ;;
esac
# without a graphics processor nothing draws with OpenGL, but GTK loads it to ask for windows that could: 45 MB
[ -n "$GDK_GL" ] || [ -e /dev/dri ] || [ -e /dev/nvidiactl ] || [ -e /dev/dxg ] || export GDK_GL=disable
# of what the compilers freed, less is kept between what is still used: 30 MB after 20 devices (glibc; others do not read it)
export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-2}"
exec "$here/java" "@$here/../lib/jvm.options" -XX:AOTCache="$here/../lib/earshot.aot" -m earshot/earshot.Main "$@"
