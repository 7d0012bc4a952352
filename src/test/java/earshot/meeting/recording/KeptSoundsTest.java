package earshot.meeting.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import earshot.audio.OpusCodecs;
import earshot.audio.OpusEncoder;
import earshot.audio.PcmAudio;
import earshot.audio.WavFile;
import earshot.compute.ComputePool;
import earshot.id.DeviceId;
import earshot.id.MeetingId;
import earshot.meeting.MeetingSentence.Span;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSinkFake;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptSoundsTest {
    private static final PcmAudio SENTENCE = WavFile.read(Path.of("assets/speech/sentence.wav"));
    private static final List<byte[]> PACKETS = packets();

    @TempDir
    Path directory;

    private final ComputePool pool = new ComputePool(2, 16);
    private final List<Problem> raised = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void whatWasSaidIsHeardAgainWhereItStands() {
        try (RecordingStore sounds = sounds()) {
            RecordingTrack track = sounds.open(new MeetingId("m"), new DeviceId("aa:bb"));
            track.span(Duration.ofSeconds(1), Duration.ZERO).join();
            PACKETS.forEach(packet -> track.add(packet, 960));
            Span span = track.span(Duration.ofMillis(600), Duration.ZERO).join().orElseThrow();
            assertThat(span).isEqualTo(new Span(Duration.ofMillis(60L * PACKETS.size() - 600), Duration.ofMillis(600)));
            assertThat(track.span(Duration.ofMillis(600), Duration.ofMillis(300)).join()).as("300 ms came behind it")
                .contains(new Span(span.from().minusMillis(300), span.length()));
            PcmAudio heard = sounds.read(new MeetingId("m"), new DeviceId("aa:bb"), new Span(Duration.ofMillis(600), Duration.ofMillis(1200))).join()
                .orElseThrow();
            assertThat(heard.duration()).isEqualTo(Duration.ofMillis(1200));
            assertThat(alike(heard.pcm(), Arrays.copyOfRange(SENTENCE.pcm(), 9_600, 28_800))).as("the same sound").isGreaterThan(0.8);
            assertThat(sounds.read(new MeetingId("m"), new DeviceId("other"), span).join()).isEmpty();
            assertThat(directory.resolve("sound/m/aa%3Abb.packets")).exists();
        }
    }

    @Test
    void whatIsImportedIsARecordingWhenAllOfItWasHeardAndNothingStaysOfTheRest() throws IOException {
        DeviceId device = new DeviceId("recording");
        MeetingId id = new MeetingId("m");
        RecordingCopy crashed;
        try (RecordingStore sounds = sounds()) {
            crashed = sounds.copy(id, device);
            crashed.write(crashed.encode(SENTENCE.pcm()));
            try (RecordingCopy cancelled = sounds.copy(new MeetingId("c"), device)) {
                cancelled.write(cancelled.encode(SENTENCE.pcm()));
            }
            assertThatThrownBy(() -> sounds.sound(id, device)).isInstanceOf(NoSuchFileException.class);
        }
        try (RecordingStore sounds = sounds()) {
            try (Stream<Path> all = Files.walk(directory)) {
                assertThat(all.filter(Files::isRegularFile)).as("the next start cleans up").isEmpty();
            }
            try (RecordingCopy copy = sounds.copy(id, device)) {
                copy.write(copy.encode(Arrays.copyOf(SENTENCE.pcm(), 10_001)));
                copy.write(copy.encode(Arrays.copyOfRange(SENTENCE.pcm(), 10_001, SENTENCE.pcm().length)));
                copy.keep();
            }
            try (RecordedSound whole = sounds.sound(id, device)) {
                short[] heard = new short[0];
                for (Optional<PcmAudio> piece = whole.next(); piece.isPresent(); piece = whole.next()) {
                    int before = heard.length;
                    heard = Arrays.copyOf(heard, before + piece.get().pcm().length);
                    System.arraycopy(piece.get().pcm(), 0, heard, before, piece.get().pcm().length);
                }
                assertThat(heard.length).isBetween(SENTENCE.pcm().length, SENTENCE.pcm().length + 960);
                assertThat(alike(Arrays.copyOfRange(heard, 9_600, 28_800), Arrays.copyOfRange(SENTENCE.pcm(), 9_600, 28_800))).as("the same sound")
                    .isGreaterThan(0.8);
                assertThat(whole.done()).isEqualTo(1);
            }
        }
        crashed.close();
    }

    @Test
    void theSoundOfTwoMeetingsIsHeardInTheOneThatTheyBecome() throws Exception {
        DeviceId device = new DeviceId("aa");
        try (RecordingStore sounds = sounds()) {
            for (String meeting : List.of("one", "two")) {
                RecordingTrack track = sounds.open(new MeetingId(meeting), device);
                PACKETS.forEach(packet -> track.add(packet, 960));
                track.span(Duration.ofMillis(600), Duration.ZERO).join();
                track.close();
            }
            Duration before = sounds.join(new MeetingId("both"), List.of(new MeetingId("one"), new MeetingId("two")), List.of(device, new DeviceId("never")))
                .join().get(device);
            assertThat(before).isEqualTo(Duration.ofMillis(60L * PACKETS.size()));
            sounds.delete(Optional.of(new MeetingId("one"))).join();
            for (Duration from : List.of(Duration.ofMillis(600), before.plusMillis(600))) {
                PcmAudio heard = sounds.read(new MeetingId("both"), device, new Span(from, Duration.ofMillis(1200))).join().orElseThrow();
                assertThat(alike(heard.pcm(), Arrays.copyOfRange(SENTENCE.pcm(), 9_600, 28_800))).as("the same sound").isGreaterThan(0.8);
            }
        }
    }

    @Test
    void aTornRecordIsCutOffAndTheMeetingGoesOnBehindIt() throws IOException {
        Path file = directory.resolve("sound/m/aa.packets");
        try (RecordingStore sounds = sounds()) {
            RecordingTrack track = sounds.open(new MeetingId("m"), new DeviceId("aa"));
            PACKETS.subList(0, 20).forEach(packet -> track.add(packet, 960));
            track.close();
        }
        long whole = Files.size(file);
        Files.write(file, new byte[] {0, 99, 3, (byte) 0xc0, 1, 2, 3}, StandardOpenOption.APPEND);
        try (RecordingStore sounds = sounds()) {
            RecordingTrack track = sounds.open(new MeetingId("m"), new DeviceId("aa"));
            PACKETS.subList(20, 40).forEach(packet -> track.add(packet, 960));
            assertThat(track.span(Duration.ofMillis(60), Duration.ZERO).join()).contains(new Span(Duration.ofMillis(39 * 60), Duration.ofMillis(60)));
            PcmAudio heard = sounds.read(new MeetingId("m"), new DeviceId("aa"), new Span(Duration.ofMillis(600), Duration.ofMillis(1200))).join()
                .orElseThrow();
            assertThat(alike(heard.pcm(), Arrays.copyOfRange(SENTENCE.pcm(), 9_600, 28_800))).isGreaterThan(0.8);
        }
        assertThat(Files.size(file)).isGreaterThan(whole);
    }

    @Test
    void forgottenInTheMiddleItBeginsAnew() {
        try (RecordingStore sounds = sounds()) {
            RecordingTrack track = sounds.open(new MeetingId("m"), new DeviceId("aa"));
            RecordingTrack other = sounds.open(new MeetingId("n"), new DeviceId("aa"));
            PACKETS.subList(0, 10).forEach(packet -> track.add(packet, 960));
            PACKETS.subList(0, 10).forEach(packet -> other.add(packet, 960));
            sounds.delete(Optional.of(new MeetingId("m"))).join();
            assertThat(sounds.read(new MeetingId("m"), new DeviceId("aa"), new Span(Duration.ZERO, Duration.ofMillis(60))).join()).isEmpty();
            assertThat(sounds.read(new MeetingId("n"), new DeviceId("aa"), new Span(Duration.ZERO, Duration.ofMillis(60))).join()).isPresent();
            PACKETS.subList(0, 5).forEach(packet -> track.add(packet, 960));
            assertThat(track.span(Duration.ofSeconds(10), Duration.ZERO).join()).contains(new Span(Duration.ZERO, Duration.ofMillis(300)));
            sounds.delete(Optional.empty()).join();
            assertThat(directory.resolve("sound")).doesNotExist();
        }
    }

    @Test
    void aDiskThatRefusesIsAProblemAndNothingMore() throws IOException {
        Files.writeString(directory.resolve("sound"), "a file where the directory should be");
        try (RecordingStore sounds = sounds()) {
            RecordingTrack track = sounds.open(new MeetingId("m"), new DeviceId("aa"));
            PACKETS.subList(0, 10).forEach(packet -> track.add(packet, 960));
            assertThat(track.span(Duration.ofMillis(60), Duration.ZERO).join()).isEmpty();
        }
        assertThat(raised).hasSize(1).first().satisfies(problem -> assertThat(problem.code()).isEqualTo(ProblemCode.MEETING_AUDIO_LOST));
    }

    @Test
    void anIdOfAMeetingLeadsNowhereElse() {
        try (RecordingStore sounds = sounds()) {
            RecordingTrack track = sounds.open(new MeetingId("../../away"), new DeviceId(".."));
            track.add(PACKETS.getFirst(), 960);
            track.span(Duration.ofMillis(60), Duration.ZERO).join();
        }
        assertThat(directory.resolve("sound/%2E%2E%2F%2E%2E%2Faway/%2E%2E.packets")).exists();
    }

    private RecordingStore sounds() {
        return new RecordingStore(directory.resolve("sound"), OpusCodecs.best(), pool, new ProblemSinkFake(raised::add));
    }

    private static List<byte[]> packets() {
        List<byte[]> packets = new ArrayList<>();
        try (OpusEncoder encoder = OpusCodecs.best().encoder(16_000, 960, 32_000, 5)) {
            for (int at = 0; at + 960 <= SENTENCE.pcm().length; at += 960) {
                packets.add(encoder.encode(Arrays.copyOfRange(SENTENCE.pcm(), at, at + 960)));
            }
        }
        return packets;
    }

    /// Normalized correlation at the best of the delays that a codec has.
    private static double alike(short[] heard, short[] said) {
        double best = 0;
        for (int delay = 0; delay < 400; delay++) {
            double both = 0;
            double one = 0;
            double other = 0;
            for (int i = 0; i + delay < heard.length && i < said.length; i++) {
                both += (double) heard[i + delay] * said[i];
                one += (double) heard[i + delay] * heard[i + delay];
                other += (double) said[i] * said[i];
            }
            best = Math.max(best, both / Math.sqrt(one * other + 1));
        }
        return best;
    }
}
