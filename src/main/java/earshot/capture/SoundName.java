package earshot.capture;

import module java.base;

import earshot.event.Direction;

/// The sound of one connection in one direction, as a file of a session file.
///
/// @param direction IN or OUT
record SoundName(int connection, Direction direction) {
    private static final Pattern FORM = Pattern.compile("sound/[1-9]\\d{0,9}-(in|out)\\.ogg");

    String path() {
        return "sound/" + connection + "-" + JsonFields.name(direction) + ".ogg";
    }

    static boolean is(String path) {
        return FORM.matcher(path).matches();
    }
}
