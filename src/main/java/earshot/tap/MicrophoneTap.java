package earshot.tap;

import module java.base;

import earshot.audio.PcmBytes;
import earshot.problem.Failures;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemReason;
import earshot.time.Time;
import earshot.watch.MutableWatch;
import earshot.watch.Watch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Receives what the audio debugger of the firmware sends, while it is open. Anybody can send a datagram: what is not sound is counted and dropped. Safe for
/// use from any thread.
public final class MicrophoneTap implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MicrophoneTap.class);
    /// 60 ms of four channels, and a little more.
    private static final int LONGEST = 8_192;
    private static final int MOST_STREAMS = 4;
    /// After so long without sound a board makes room for another one.
    private static final long SILENT_NANOS = 10_000_000_000L;
    private static final long TELL_NANOS = 1_000_000_000L;

    private final Time time;
    private final Predicate<InetAddress> admits;
    private final MutableWatch<TapState> state = new MutableWatch<>(new TapState.Closed());
    /// Guards `receiver` and each change of `state`; never held while something waits.
    private final Object lock = new Object();
    private Optional<Receiver> receiver = Optional.empty();

    /// @param admits whether sound is taken from an address
    public MicrophoneTap(Time time, Predicate<InetAddress> admits) {
        this.time = time;
        this.admits = admits;
    }

    public Watch<TapState> state() {
        return state;
    }

    /// Opens it, unless it is open already.
    ///
    /// @param port UDP; 0 for any free one
    /// @throws ProblemException `TAP_UNOPENED`
    public synchronized void open(int port) {
        if (state.get() instanceof TapState.Open) {
            return;
        }
        try {
            Receiver opened = new Receiver(new DatagramSocket(port));
            synchronized (lock) {
                receiver = Optional.of(opened);
                state.set(opened.now());
            }
            opened.thread.start();
        } catch (IOException e) {
            throw new ProblemException(
                Problem.of(ProblemCode.TAP_UNOPENED, port, e instanceof BindException ? ProblemReason.PORT_IN_USE : Failures.argument(e)), e);
        }
    }

    /// Closes it and forgets what came. Waits until its port is free.
    @Override
    public synchronized void close() {
        Optional<Receiver> closed;
        synchronized (lock) {
            closed = receiver;
            receiver = Optional.empty();
            state.set(new TapState.Closed());
        }
        closed.ifPresent(Receiver::close);
    }

    private void failed(Receiver which) {
        synchronized (lock) {
            if (receiver.filter(which::equals).isPresent()) {
                receiver = Optional.empty();
                state.set(new TapState.Closed());
            }
        }
    }

    private void tell(Receiver which) {
        synchronized (lock) {
            if (receiver.filter(which::equals).isPresent()) {
                state.set(which.now());
            }
        }
    }

    /// One opening. All but [#close] on its own thread.
    private final class Receiver {
        private final DatagramSocket socket;
        private final Thread thread;
        private final List<TapStream> streams = new ArrayList<>();
        private long refused;
        private long told;

        Receiver(DatagramSocket socket) {
            this.socket = socket;
            // a platform thread: it takes part in the sound, and nobody may keep it waiting
            thread = Thread.ofPlatform().daemon().name("tap").unstarted(this::receive);
        }

        TapState.Open now() {
            return new TapState.Open(socket.getLocalPort(), streams, refused);
        }

        void close() {
            socket.close();
            try {
                thread.join();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }

        private void receive() {
            byte[] bytes = new byte[LONGEST + 1];
            try {
                while (true) {
                    DatagramPacket datagram = new DatagramPacket(bytes, bytes.length);
                    socket.receive(datagram);
                    take(datagram.getAddress(), bytes, datagram.getLength(), time.nanos());
                }
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    LOG.warn("the microphone tap receives no more", e);
                    socket.close();
                    failed(this);
                }
            }
        }

        private void take(InetAddress sender, byte[] bytes, int length, long nanos) {
            boolean sound = length >= 2 && length <= LONGEST && length % 2 == 0;
            Optional<TapStream> stream = sound && admits.test(sender) ? stream(sender, nanos) : Optional.empty();
            stream.ifPresent(open -> open.write(PcmBytes.samples(Arrays.copyOf(bytes, length)), nanos));
            if (stream.isEmpty()) {
                refused++;
                if (refused == 1 || nanos - told >= TELL_NANOS) {
                    tell(nanos);
                }
            }
        }

        private Optional<TapStream> stream(InetAddress sender, long nanos) {
            Optional<TapStream> known = streams.stream().filter(stream -> stream.sender().equals(sender)).findFirst();
            if (known.isPresent()) {
                return known;
            }
            if (streams.size() == MOST_STREAMS && !streams.removeIf(stream -> nanos - stream.lastHeardNanos() > SILENT_NANOS)) {
                return Optional.empty();
            }
            TapStream begun = new TapStream(sender);
            streams.add(begun);
            tell(nanos);
            return Optional.of(begun);
        }

        private void tell(long nanos) {
            told = nanos;
            MicrophoneTap.this.tell(this);
        }
    }
}
