package earshot.device;

import module java.base;

/// How many frames of an answer a device is sent ahead of what it plays: many survive a network that stalls, few fit every board.
///
/// @param frames [#FEWEST] to [#MOST]; other numbers become the nearest of them
public record PlaybackLead(int frames) {
    public static final int FEWEST = 2;
    public static final int MOST = 8;
    public static final PlaybackLead USUAL = new PlaybackLead(3);
    /// Packets that firmware keeps unplayed; it drops what comes beyond without a word. Boards with little memory fail with [#SMALL_QUEUE].
    /// Source: xiaozhi-protocol rule 10.
    public static final int QUEUE = 40;
    public static final int SMALL_QUEUE = 5;

    public PlaybackLead {
        frames = Math.clamp(frames, FEWEST, MOST);
    }

    /// All choices, the fewest frames first.
    public static List<PlaybackLead> all() {
        return IntStream.rangeClosed(FEWEST, MOST).mapToObj(PlaybackLead::new).toList();
    }
}
