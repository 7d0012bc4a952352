package earshot.process;

import module java.base;
import earshot.data.Closeables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The process that this one takes over from, as this one sees it. Where that process is gone, nothing is waited for.
public final class Predecessor implements AutoCloseable {
    /// The environment variable with the path of its socket.
    static final String VARIABLE = "EARSHOT_PREDECESSOR";
    static final String RELEASED = "released";
    static final String SERVES = "serves";
    private static final Logger LOG = LoggerFactory.getLogger(Predecessor.class);

    private final Optional<LineChannel> channel;

    private Predecessor(Optional<LineChannel> channel) {
        this.channel = channel;
    }

    /// The predecessor of this process, if it was started as a successor. Detaches this process from the terminal first.
    public static Optional<Predecessor> find(Map<String, String> environment) {
        return Optional.ofNullable(environment.get(VARIABLE)).map(path -> {
            OwnSession.begin();
            try {
                return new Predecessor(Optional.of(LineChannel.connect(Path.of(path))));
            } catch (IOException e) {
                LOG.warn("the process before this one is gone: {}", e.toString());
                return new Predecessor(Optional.empty());
            }
        });
    }

    /// Waits until it has let go of the home and the ports. Returns the ports that it served.
    public Optional<ServedPorts> awaitRelease() {
        try {
            if (channel.isPresent()) {
                String[] words = channel.get().read().split(" ");
                return words.length == 3 ? Optional.of(new ServedPorts(Integer.parseInt(words[1]), Integer.parseInt(words[2]))) : Optional.empty();
            }
        } catch (IOException e) {
            LOG.warn("the process before this one ended by itself: {}", e.toString());
        }
        return Optional.empty();
    }

    /// This process serves: the predecessor may end.
    public void serves() {
        tell(SERVES);
        OwnSession.silence();
    }

    /// This process does not come to serve: the predecessor continues.
    public void failed(String why) {
        tell(why.replace('\n', ' '));
    }

    @Override
    public void close() {
        channel.ifPresent(Closeables::closeQuietly);
    }

    private void tell(String line) {
        channel.ifPresent(open -> {
            try {
                open.write(line);
            } catch (IOException e) {
                LOG.debug("the process before this one does not listen: {}", e.toString());
            }
        });
    }
}
