package earshot.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.capture.RecordedHandshake;
import earshot.capture.SessionClock;
import earshot.capture.SessionEntry;
import earshot.capture.SessionFile;
import earshot.capture.SessionManifest;
import earshot.device.DeviceIdentity;
import earshot.event.Direction;
import earshot.id.DeviceId;
import earshot.server.CloseStatus;
import earshot.wire.Dialect;
import earshot.wire.Framing;
import org.junit.jupiter.api.Test;

/// The model of a recorded device: as it was at a moment, in whatever order moments are asked for.
class RecordedFirmwareTest {
    private static final DeviceId BOARD = new DeviceId("aa");
    private static final String LISTEN = "{\"type\":\"listen\",\"state\":\"start\",\"mode\":\"auto\"}";
    private static final String START = "{\"type\":\"tts\",\"state\":\"start\"}";
    /// 60 ms of speech.
    private static final byte[] OPUS = {(byte) (11 << 3), 1, 2, 3};

    private final List<SessionEntry> entries = new ArrayList<>();

    @Test
    void theQueueIsThatOfTheMomentAlsoWhenTheMomentGoesBack() {
        answer(10);
        RecordedFirmware firmware = firmware();
        firmware.show(at(500));
        assertThat(firmware.estimate()).isEmpty();
        firmware.show(at(2_001));
        assertThat(now(firmware).waiting()).isEqualTo(9);
        firmware.show(at(2_301));
        assertThat(now(firmware).waiting()).isEqualTo(4);
        firmware.show(at(2_001));
        assertThat(now(firmware).waiting()).isEqualTo(9);
        assertThat(now(firmware).state()).isEqualTo(InferredState.SPEAKING);
    }

    @Test
    void whatDoesNotFitIsDroppedAndAGapIsSeenInTheStrip() {
        answer(60);
        packets(9_000, 1);
        RecordedFirmware firmware = firmware();
        firmware.show(at(9_500));
        assertThat(now(firmware).losses().dropped()).isEqualTo(19);
        assertThat(now(firmware).losses().gaps()).isEqualTo(1);
        int[] steps = new int[FirmwareHistory.STEPS];
        now(firmware).history().read(at(9_500), steps);
        assertThat(Arrays.stream(steps)).anyMatch(FirmwareHistory::overflow).anyMatch(FirmwareHistory::underrun);
    }

    @Test
    void whereSomethingIsMissingTheStateIsUnknownUntilTheNextMessage() {
        answer(10);
        entries.add(new SessionEntry.Lost(at(3_000), 5));
        packets(3_100, 1);
        text(4_000, Direction.IN, LISTEN);
        entries.add(new SessionEntry.Lost(at(5_000), 5));
        entries.add(new SessionEntry.Closed(at(6_000), 1, new CloseStatus(1006, "", CloseStatus.Cause.DEVICE)));
        RecordedFirmware firmware = firmware();
        assertThat(Stream.of(3_500, 4_500, 5_500, 6_500).map(millis -> {
            firmware.show(at(millis));
            return now(firmware).state();
        })).containsExactly(InferredState.UNKNOWN, InferredState.LISTENING, InferredState.UNKNOWN, InferredState.ASLEEP);
    }

    private void answer(int packets) {
        entries.add(new SessionEntry.Connected(at(1_000), 1,
            new RecordedHandshake(BOARD, DeviceIdentity.Source.HEADER, "192.168.1.40", "/", Map.of(), false, Framing.COMPACT, Dialect.XIAOZHI)));
        text(1_100, Direction.OUT, "{\"type\":\"hello\",\"audio_params\":{\"frame_duration\":60}}");
        text(1_200, Direction.IN, LISTEN);
        text(2_000, Direction.OUT, START);
        packets(2_000, packets);
    }

    private void text(long millis, Direction direction, String text) {
        entries.add(new SessionEntry.Text(at(millis), 1, direction, text, text.length()));
    }

    private void packets(long millis, int count) {
        IntStream.range(0, count).forEach(_ -> entries.add(new SessionEntry.Packet(at(millis), 1, Direction.OUT, 0, OPUS)));
    }

    private RecordedFirmware firmware() {
        SessionClock clock = new SessionClock(Instant.EPOCH, 0, Instant.EPOCH.plusSeconds(60), ZoneOffset.UTC);
        SessionFile file = new SessionFile(new SessionManifest(1, "test", clock, Map.of(), List.of(), List.of()), entries, List.of(), List.of(), List.of());
        return new RecordedFirmware(BOARD, file.connections(),
            entries.stream().filter(SessionEntry.Lost.class::isInstance).map(SessionEntry.Lost.class::cast).toList());
    }

    private static FirmwareEstimate now(RecordedFirmware firmware) {
        return firmware.estimate().orElseThrow();
    }

    private static long at(long millis) {
        return 7_000_000_000_000L + millis * 1_000_000;
    }
}
