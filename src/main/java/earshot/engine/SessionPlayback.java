package earshot.engine;

import module java.base;

import earshot.audio.OpusCodec;
import earshot.audio.PcmAudio;
import earshot.capture.RecordedConnection;
import earshot.capture.RecordedFault;
import earshot.capture.SessionClock;
import earshot.capture.SessionEntry;
import earshot.capture.SessionFile;
import earshot.device.DeviceModel;
import earshot.event.Direction;
import earshot.firmware.FirmwareEstimate;
import earshot.id.DeviceId;
import earshot.lint.BootRecord;
import earshot.playback.DeviceRecording;
import earshot.playback.PacketSound;
import earshot.playback.RecordedDevice;
import earshot.playback.TurnSounds;
import earshot.problem.FatalErrors;
import earshot.problem.Problem;
import earshot.server.BootExchange;
import earshot.server.SentRequest;
import earshot.turn.TurnLog;
import earshot.turn.TurnRecord;
import earshot.watch.MutableWatch;
import earshot.watch.Watch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Moves through a session file. What takes long is done on one thread of its own.
final class SessionPlayback implements RecordedSession, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SessionPlayback.class);
    /// What comes last is heard for so long at most, after what was sent ahead of it.
    private static final long LAST_PACKET = Duration.ofSeconds(1).toNanos();

    private final Path path;
    private final SessionFile file;
    private final OpusCodec codec;
    private final List<RecordedConnection> connections;
    private final List<RecordedDevice> devices;
    private final Instant ended;
    private final MutableWatch<Instant> position;
    private final MutableWatch<List<TurnRecord>> turns;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("recorded-session").factory());
    private final AtomicBoolean seeking = new AtomicBoolean();

    /// Shows the end of the recording.
    SessionPlayback(Path path, SessionFile file, OpusCodec codec) {
        this.path = path;
        this.file = file;
        this.codec = codec;
        connections = file.connections();
        SessionClock clock = file.manifest().clock();
        // a recording that was cut off does not say when it ended
        Instant newest = file.entries().isEmpty() ? clock.started() : file.at(file.entries().getLast().nanos());
        ended = Stream.of(clock.started(), clock.ended(), newest).max(Comparator.naturalOrder()).orElseThrow();
        position = new MutableWatch<>(ended);
        devices = DeviceRecording.all(file, connections).stream().map(recording -> new RecordedDevice(recording, codec)).toList();
        devices.forEach(device -> device.show(nanos()));
        turns = new MutableWatch<>(file.turns().reversed());
        onWorker(this::showSound);
        onWorker(() -> addSounds(0, 0));
    }

    List<? extends DeviceModel> devices() {
        return devices;
    }

    Optional<FirmwareEstimate> firmware(DeviceId id) {
        return devices.stream().filter(device -> device.id().equals(id)).findFirst().flatMap(RecordedDevice::firmware);
    }

    /// The boot requests of the whole recording.
    Watch<Map<DeviceId, BootRecord>> bootRecords() {
        BootRecordTracker tracker = new BootRecordTracker();
        for (SessionEntry entry : file.entries()) {
            if (entry instanceof SessionEntry.Ota(long nanos, DeviceId device, String request, int status, String reply)) {
                tracker.answered(device, new BootExchange(file.at(nanos), new SentRequest("", List.of()), request, status, "HTTP/1.1 " + status, reply));
            }
        }
        return tracker.rows();
    }

    /// The turns, the one that ended last first. The newest get their sounds one after the other.
    Watch<List<TurnRecord>> turns() {
        return turns;
    }

    private void addSounds(int index, long bytes) {
        List<TurnRecord> all = turns.get();
        if (index < all.size() && bytes < TurnLog.MAX_AUDIO_BYTES) {
            TurnRecord turn = new TurnSounds(connections, file.manifest().clock(), codec).with(all.get(index));
            turns.update(now -> now.stream().map(one -> one.number() == turn.number() ? turn : one).toList());
            long more = Stream.of(turn.userAudio(), turn.answerAudio()).flatMap(Optional::stream).mapToLong(sound -> 2L * sound.pcm().length).sum();
            onWorker(() -> addSounds(index + 1, bytes + more));
        }
    }

    @Override
    public void seek(Instant at) {
        Instant within = at.isBefore(began()) ? began() : at.isAfter(ended) ? ended : at;
        if (position.set(within) && seeking.compareAndSet(false, true)) {
            onWorker(() -> {
                seeking.set(false);
                devices.forEach(device -> device.show(nanos()));
                showSound();
            });
        }
    }

    private void showSound() {
        devices.forEach(device -> device.showSound(nanos()));
    }

    @Override
    public CompletableFuture<PcmAudio> sound(SoundRequest request) {
        try {
            return CompletableFuture.supplyAsync(() -> heard(request), worker);
        } catch (RejectedExecutionException closed) {
            return CompletableFuture.failedFuture(closed);
        }
    }

    private PcmAudio heard(SoundRequest request) {
        List<RecordedConnection> chosen = connections.stream()
            .filter(connection -> request.connection().isEmpty() || request.connection().getAsInt() == connection.number()).toList();
        long from = nanos(request.from());
        List<List<SessionEntry.Packet>> streams = chosen.stream().flatMap(connection -> Stream.of(Direction.IN, Direction.OUT)
            .filter(direction -> direction == Direction.IN ? request.microphone() : request.loudspeaker()).map(connection::packets)).toList();
        long last = streams.stream().filter(packets -> !packets.isEmpty()).mapToLong(packets -> packets.getLast().nanos() + LAST_PACKET).max().orElse(from);
        long to = Math.clamp(last, from, from + LONGEST_SOUND.toNanos());
        return PacketSound.mixed(streams.stream().map(packets -> PacketSound.between(packets, from, to, codec)).toList());
    }

    /// Nothing is done after [#close].
    private void onWorker(Runnable task) {
        try {
            worker.execute(() -> {
                try {
                    task.run();
                } catch (Throwable e) {
                    FatalErrors.report(e);
                    LOG.error("a part of a recorded session could not be shown", e);
                }
            });
        } catch (RejectedExecutionException _) {
            LOG.debug("the recorded session is closed");
        }
    }

    private long nanos(Instant at) {
        return file.manifest().clock().nanos() + Duration.between(file.manifest().clock().started(), at).toNanos();
    }

    @Override
    public long nanos() {
        return nanos(position.get());
    }

    @Override
    public Path file() {
        return path;
    }

    @Override
    public String product() {
        return file.manifest().product();
    }

    @Override
    public Instant began() {
        return file.manifest().clock().started();
    }

    @Override
    public long beganNanos() {
        return file.manifest().clock().nanos();
    }

    @Override
    public Instant ended() {
        return ended;
    }

    @Override
    public List<Problem> notes() {
        return file.notes();
    }

    @Override
    public List<RecordedFault> faults() {
        return file.manifest().faults();
    }

    @Override
    public List<RecordedConnection> connections() {
        return connections;
    }

    @Override
    public Watch<Instant> position() {
        return position;
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
