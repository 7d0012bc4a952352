package earshot.meeting.recording;

import module java.base;

import earshot.audio.OpusCodec;
import earshot.audio.OpusDecoder;
import earshot.audio.PcmAudio;
import earshot.audio.PcmCollector;
import earshot.audio.UndecodableAudioException;
import earshot.compute.ComputePool;
import earshot.id.DeviceId;
import earshot.id.MeetingId;
import earshot.meeting.MeetingSentence.Span;
import earshot.problem.FatalErrors;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;
import earshot.store.FileName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The recordings of all meetings, below one directory. Safe for use from any thread; nothing blocks but [#close].
public final class RecordingStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RecordingStore.class);
    /// Packets of all devices that may wait for the disk: 8 s of 30 devices.
    private static final int QUEUE_SIZE = 4096;
    /// Audio decoded before the requested part, so that the decoder has settled.
    private static final Duration LEAD = Duration.ofMillis(80);
    /// Below it are those of imports that are under way; no meeting is called so.
    private static final String UNFINISHED = ".importing";

    private final Path directory;
    private final OpusCodec codec;
    private final ComputePool pool;
    private final ProblemSink problems;
    private final LinkedBlockingQueue<Runnable> jobs = new LinkedBlockingQueue<>(QUEUE_SIZE);
    private final Set<FileTrack> tracks = new HashSet<>();
    private final Thread writer;
    private volatile boolean closed;

    /// @param directory created with the first packet
    public RecordingStore(Path directory, OpusCodec codec, ComputePool pool, ProblemSink problems) {
        this.directory = directory;
        this.codec = codec;
        this.pool = pool;
        this.problems = problems;
        try {
            delete(directory.resolve(UNFINISHED)); // the program ended in the middle of an import
        } catch (IOException e) {
            LOG.warn("unfinished imports stay in {}: {}", directory, e.toString());
        }
        writer = Thread.ofPlatform().daemon().name("meeting-sound").uncaughtExceptionHandler(FatalErrors.ofSharedThread()).start(this::write);
    }

    /// Records a device in a meeting, appending to what is recorded already.
    public RecordingTrack open(MeetingId meeting, DeviceId device) {
        return new FileTrack(meeting, device);
    }

    /// Opens the whole recording of a device in a meeting. Waits for the disk.
    ///
    /// @throws NoSuchFileException when there is none
    public RecordedSound sound(MeetingId meeting, DeviceId device) throws IOException {
        return RecordedSound.open(file(meeting, device), codec);
    }

    /// Begins to record what is imported as a meeting that is not there yet. Waits for the disk.
    public RecordingCopy copy(MeetingId meeting, DeviceId device) throws IOException {
        return RecordingCopy.begin(directory.resolve(UNFINISHED).resolve(FileName.of(meeting.value()) + ".packets"), file(meeting, device), codec);
    }

    /// Part of a recording; empty when it no longer exists.
    public CompletableFuture<Optional<PcmAudio>> read(MeetingId meeting, DeviceId device, Span span) {
        CompletableFuture<Optional<PcmAudio>> sound = new CompletableFuture<>();
        Thread.ofVirtual().name("meeting-sound-read").start(() -> {
            try {
                OpusPacketFile.Excerpt excerpt = OpusPacketFile.read(file(meeting, device), span.from(), span.length(), LEAD);
                pool.submitLong(() -> decoded(excerpt, span.length()))
                    .whenComplete((pcmAudio, failure) -> sound.complete(failure == null ? pcmAudio : Optional.empty()));
            } catch (IOException _) {
                sound.complete(Optional.empty());
            }
        });
        return sound;
    }

    /// Copies the recordings of ended meetings one after the other, as those of another meeting; nothing stays of a copy that fails.
    ///
    /// @return how much comes before the last one, by device; fails with [UncheckedIOException]
    public CompletableFuture<Map<DeviceId, Duration>> join(MeetingId into, List<MeetingId> parts, List<DeviceId> devices) {
        CompletableFuture<Map<DeviceId, Duration>> done = new CompletableFuture<>();
        Thread.ofVirtual().name("meeting-sound-join").start(() -> {
            try {
                Map<DeviceId, Duration> before = new HashMap<>();
                for (DeviceId device : devices) {
                    List<Path> files = parts.stream().map(part -> file(part, device)).toList();
                    if (files.stream().anyMatch(Files::exists)) {
                        before.put(device, OpusPacketFile.join(file(into, device), files));
                    }
                }
                done.complete(before);
            } catch (IOException e) {
                done.completeExceptionally(new UncheckedIOException(e));
                delete(Optional.of(into));
            }
        });
        return done;
    }

    /// Deletes the recordings of one meeting or of all; running ones start over. The future fails with [UncheckedIOException].
    public CompletableFuture<Void> delete(Optional<MeetingId> meeting) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread.ofVirtual().name("meeting-sound-forget").start(() -> {
            try {
                jobs.put(() -> {
                    try {
                        tracks.stream().filter(track -> meeting.isEmpty() || track.meeting.equals(meeting.get())).forEach(FileTrack::closeFile);
                        delete(meeting.map(this::folder).orElse(directory));
                        done.complete(null);
                    } catch (IOException e) {
                        done.completeExceptionally(new UncheckedIOException(e));
                    }
                });
                if (closed && !writer.isAlive()) {
                    done.cancel(false);
                }
            } catch (InterruptedException _) {
                done.cancel(false);
            }
        });
        return done;
    }

    /// Writes the waiting packets. Blocks until that is done.
    @Override
    public void close() {
        closed = true;
        try {
            jobs.put(() -> {});
            writer.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        try {
            while (!closed || !jobs.isEmpty()) {
                run(jobs.take());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        tracks.forEach(FileTrack::closeFile);
    }

    /// What fails costs its own packets only: all meetings record on this thread.
    private static void run(Runnable job) {
        try {
            job.run();
        } catch (RuntimeException e) {
            LOG.error("a recording was not written", e);
        }
    }

    private Path folder(MeetingId meeting) {
        return directory.resolve(FileName.of(meeting.value()));
    }

    private Path file(MeetingId meeting, DeviceId device) {
        return folder(meeting).resolve(FileName.of(device.value()) + ".packets");
    }

    private static void delete(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(one);
            }
        } catch (NoSuchFileException _) {
            // deleted by somebody else meanwhile
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Optional<PcmAudio> decoded(OpusPacketFile.Excerpt excerpt, Duration length) {
        PcmCollector all = new PcmCollector(OpusPacketFile.RATE);
        try (OpusDecoder decoder = codec.decoder(OpusPacketFile.RATE)) {
            for (OpusPacketFile.Packet packet : excerpt.packets()) {
                try {
                    all.add(decoder.decode(packet.opus()));
                } catch (UndecodableAudioException _) {
                    all.add(decoder.conceal(packet.samples()));
                }
            }
        }
        short[] pcm = all.take();
        int from = Math.min(pcm.length, samples(excerpt.before()));
        int to = Math.min(pcm.length, from + samples(length));
        return from == to ? Optional.empty() : Optional.of(new PcmAudio(Arrays.copyOfRange(pcm, from, to), OpusPacketFile.RATE));
    }

    private static int samples(Duration sound) {
        return Math.toIntExact(sound.toNanos() / 1_000 * OpusPacketFile.RATE / 1_000_000);
    }

    /// The file and all other state of a track belong to the writing thread.
    private final class FileTrack implements RecordingTrack {
        private final MeetingId meeting;
        private final DeviceId device;
        private Optional<OpusPacketFile> file = Optional.empty();
        private boolean failed;

        FileTrack(MeetingId meeting, DeviceId device) {
            this.meeting = meeting;
            this.device = device;
        }

        @Override
        public void add(byte[] packet, int samples) {
            if (!closed && !jobs.offer(() -> append(new OpusPacketFile.Packet(packet, samples)))) {
                problems.raise(problem("the disk is too slow: " + QUEUE_SIZE + " packets wait for it"));
            }
        }

        @Override
        public CompletableFuture<Optional<Span>> span(Duration length, Duration behind) {
            CompletableFuture<Optional<Span>> span = new CompletableFuture<>();
            if (closed || !jobs.offer(() -> span.complete(file.flatMap(open -> spanBefore(open.length().minus(behind), length))))) {
                span.complete(Optional.empty());
            }
            return span;
        }

        @Override
        public void close() {
            // if the queue is full, the file is closed when the store closes
            jobs.offer(() -> {
                closeFile();
                tracks.remove(this);
            });
        }

        /// The beginning is missing if the recording was deleted meanwhile.
        private static Optional<Span> spanBefore(Duration end, Duration length) {
            Duration from = end.compareTo(length) < 0 ? Duration.ZERO : end.minus(length);
            return end.isPositive() ? Optional.of(new Span(from, end.minus(from))) : Optional.empty();
        }

        private void append(OpusPacketFile.Packet packet) {
            if (failed) {
                return;
            }
            try {
                if (file.isEmpty()) {
                    file = Optional.of(OpusPacketFile.open(file(meeting, device)));
                    tracks.add(this);
                }
                file.get().append(packet);
            } catch (IOException e) {
                failed = true;
                closeFile();
                problems.raise(problem(String.valueOf(e.getMessage())));
            }
        }

        private void closeFile() {
            file.ifPresent(open -> {
                try {
                    open.close();
                } catch (IOException e) {
                    problems.raise(problem(String.valueOf(e.getMessage())));
                }
            });
            file = Optional.empty();
        }

        private Problem problem(String reason) {
            return Problem.of(ProblemCode.MEETING_AUDIO_LOST, new ProblemSubject.Meeting(meeting), device, reason);
        }
    }
}
