package earshot.session;

/// Finds out that a client left its microphone open: pages in a browser say once that they listen, and from then on send what they hear, also during and
/// after answers. Firmware sends nothing after an answer before it has said again that it listens. Used on the connection's thread only.
final class OpenMicrophone {
    /// Sound that was on its way when an answer ended is shorter.
    private static final int CERTAIN = 300 * AudioUplink.RATE / 1000;

    private boolean stopped;
    private int heard;

    /// The device says that it listens, or that it does not any more.
    void said(boolean listens) {
        stopped = !listens;
        heard = 0;
    }

    /// Sound comes although the device does not listen. True when that lasts so long that its microphone must be open.
    ///
    /// @param answering whether an answer runs
    boolean hears(int samples, boolean answering) {
        heard = answering || stopped ? 0 : heard + samples;
        if (heard < CERTAIN) {
            return false;
        }
        heard = 0;
        return true;
    }
}
