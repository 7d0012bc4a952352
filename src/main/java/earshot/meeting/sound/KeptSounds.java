package earshot.meeting.sound;

import earshot.audio.OpusCodec;
import earshot.audio.OpusDecoder;
import earshot.audio.Speech;
import earshot.audio.SpeechCollector;
import earshot.audio.UndecodableAudio;
import earshot.compute.ComputePool;
import earshot.meeting.Segment.Span;
import earshot.problem.Code;
import earshot.problem.Problem;
import earshot.problem.Problems;
import earshot.problem.Subject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;

/// The recordings of all meetings, below one directory. Safe for use from any thread; nothing blocks but [#close].
public final class KeptSounds implements AutoCloseable {
    /// Packets of all devices that may wait for the disk: 8 s of 30 devices.
    private static final int WAITING = 4096;
    /// Audio decoded before the wanted part, so that the decoder has settled.
    private static final Duration LEAD = Duration.ofMillis(80);

    private final Path directory;
    private final OpusCodec codec;
    private final ComputePool pool;
    private final Problems problems;
    private final LinkedBlockingQueue<Runnable> jobs = new LinkedBlockingQueue<>(WAITING);
    private final Set<Writing> tracks = new HashSet<>();
    private final Thread writer;
    private volatile boolean closed;

    /// @param directory created with the first packet
    /// @param pool decodes
    public KeptSounds(Path directory, OpusCodec codec, ComputePool pool, Problems problems) {
        this.directory = directory;
        this.codec = codec;
        this.pool = pool;
        this.problems = problems;
        writer = Thread.ofPlatform().daemon().name("meeting-sound").start(this::write);
    }

    /// Records a device in a meeting, appending to what is recorded already.
    public Track open(String meeting, String device) {
        return new Writing(meeting, device);
    }

    /// Part of a recording; empty when it no longer exists.
    public CompletableFuture<Optional<Speech>> read(String meeting, String device, Span span) {
        CompletableFuture<Optional<Speech>> sound = new CompletableFuture<>();
        Thread.ofVirtual().name("meeting-sound-read").start(() -> {
            try {
                PacketFile.Piece piece = PacketFile.read(file(meeting, device), span.from(), span.length(), LEAD);
                pool.submitLong(() -> decoded(piece, span.length())).whenComplete((speech, failure) -> sound.complete(failure == null ? speech : Optional.empty()));
            } catch (IOException e) {
                sound.complete(Optional.empty());
            }
        });
        return sound;
    }

    /// Deletes the recordings of one meeting or of all. A running meeting starts a new recording. The future fails with
    /// [UncheckedIOException].
    public CompletableFuture<Void> forget(Optional<String> meeting) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread.ofVirtual().name("meeting-sound-forget").start(() -> {
            try {
                jobs.put(() -> {
                    try {
                        tracks.stream().filter(track -> meeting.isEmpty() || track.meeting.equals(meeting.get())).forEach(Writing::letGo);
                        delete(meeting.map(this::folder).orElse(directory));
                        done.complete(null);
                    } catch (IOException e) {
                        done.completeExceptionally(new UncheckedIOException(e));
                    }
                });
                if (closed && !writer.isAlive()) {
                    done.cancel(false);
                }
            } catch (InterruptedException e) {
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
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        try {
            while (!closed || !jobs.isEmpty()) {
                jobs.take().run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        tracks.forEach(Writing::letGo);
    }

    private Path folder(String meeting) {
        return directory.resolve(named(meeting));
    }

    private Path file(String meeting, String device) {
        return folder(meeting).resolve(named(device) + ".packets");
    }

    /// A name that every file system accepts and that cannot point to another directory.
    private static String named(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace(".", "%2E").replace("*", "%2A");
    }

    private static void delete(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path one : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(one);
            }
        } catch (NoSuchFileException e) {
            // deleted by somebody else meanwhile
        }
    }

    private Optional<Speech> decoded(PacketFile.Piece piece, Duration length) {
        SpeechCollector all = new SpeechCollector(PacketFile.RATE);
        try (OpusDecoder decoder = codec.decoder(PacketFile.RATE)) {
            for (PacketFile.Packet packet : piece.packets()) {
                try {
                    all.add(decoder.decode(packet.opus()));
                } catch (UndecodableAudio e) {
                    all.add(decoder.conceal(packet.samples()));
                }
            }
        }
        short[] pcm = all.take();
        int from = Math.min(pcm.length, samples(piece.before()));
        int to = Math.min(pcm.length, from + samples(length));
        return from == to ? Optional.empty() : Optional.of(new Speech(Arrays.copyOfRange(pcm, from, to), PacketFile.RATE));
    }

    private static int samples(Duration sound) {
        return Math.toIntExact(sound.toNanos() / 1_000 * PacketFile.RATE / 1_000_000);
    }

    /// The file and all other state of a track belong to the writing thread.
    private final class Writing implements Track {
        private final String meeting;
        private final String device;
        private Optional<PacketFile> file = Optional.empty();
        private boolean failed;

        Writing(String meeting, String device) {
            this.meeting = meeting;
            this.device = device;
        }

        @Override
        public void add(byte[] packet, int samples) {
            if (!closed && !jobs.offer(() -> append(new PacketFile.Packet(packet, samples)))) {
                problems.raise(problem("the disk is too slow: " + WAITING + " packets wait for it"));
            }
        }

        @Override
        public CompletableFuture<Optional<Span>> span(Duration length, Duration behind) {
            CompletableFuture<Optional<Span>> span = new CompletableFuture<>();
            boolean asked = !closed && jobs.offer(() -> span.complete(file.flatMap(open -> piece(open.length().minus(behind), length))));
            if (!asked) {
                span.complete(Optional.empty());
            }
            return span;
        }

        @Override
        public void close() {
            // if the queue is full, the file is closed when the store closes
            jobs.offer(() -> {
                letGo();
                tracks.remove(this);
            });
        }

        /// The beginning is missing if the recording was deleted meanwhile.
        private static Optional<Span> piece(Duration end, Duration length) {
            Duration from = end.compareTo(length) < 0 ? Duration.ZERO : end.minus(length);
            return end.isPositive() ? Optional.of(new Span(from, end.minus(from))) : Optional.empty();
        }

        private void append(PacketFile.Packet packet) {
            if (failed) {
                return;
            }
            try {
                if (file.isEmpty()) {
                    file = Optional.of(PacketFile.open(file(meeting, device)));
                    tracks.add(this);
                }
                file.get().append(packet);
            } catch (IOException e) {
                failed = true;
                letGo();
                problems.raise(problem(String.valueOf(e.getMessage())));
            }
        }

        private void letGo() {
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
            return Problem.of(Code.MEETING_SOUND_LOST, new Subject.Meeting(meeting), device, reason);
        }
    }
}
