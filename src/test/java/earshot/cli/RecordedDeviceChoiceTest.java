package earshot.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import earshot.capture.RecordedHandshake;
import earshot.capture.SessionClock;
import earshot.capture.SessionEntry;
import earshot.capture.SessionFile;
import earshot.capture.SessionManifest;
import earshot.device.DeviceIdentity;
import earshot.id.DeviceId;
import earshot.wire.Dialect;
import earshot.wire.Framing;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/// Which device of a recording is played or compared.
class RecordedDeviceChoiceTest {
    private static final CommandLine COMMAND = new CommandLine(CommandLine.Model.CommandSpec.create());

    @Test
    void theOnlyOneNeedsNoName() {
        assertThat(choose(Optional.empty(), "aa:01")).isEqualTo(new DeviceId("aa:01"));
        assertThat(choose(Optional.empty(), "aa:01", "aa:01")).as("it connected twice").isEqualTo(new DeviceId("aa:01"));
    }

    @Test
    void oneOfSeveralIsNamedInAnyCase() {
        assertThat(choose(Optional.of(" AA:02 "), "aa:01", "aa:02")).isEqualTo(new DeviceId("aa:02"));
        assertThat(choose(Optional.of("aa:01"), "aa:01", "aa:02", "aa:01")).isEqualTo(new DeviceId("aa:01"));
    }

    @Test
    void whatCannotBeChosenSaysWhatThereIs() {
        assertThatThrownBy(() -> choose(Optional.empty(), "aa:01", "aa:02")).isInstanceOf(ParameterException.class)
            .hasMessage("several devices connect in the file: name one by --device, aa:01, aa:02");
        assertThatThrownBy(() -> choose(Optional.of("zz"), "aa:02", "aa:01")).isInstanceOf(ParameterException.class)
            .hasMessage("no connection of zz in the file, only of: aa:02, aa:01");
        assertThatThrownBy(() -> choose(Optional.empty())).isInstanceOf(ParameterException.class).hasMessage("no device connects in the file");
    }

    private static DeviceId choose(Optional<String> named, String... connected) {
        List<SessionEntry> entries = IntStream.range(0, connected.length).<SessionEntry>mapToObj(i -> new SessionEntry.Connected(i, i + 1,
            new RecordedHandshake(new DeviceId(connected[i]), DeviceIdentity.Source.HEADER, "10.0.0.7", "/", Map.of(), false, Framing.RAW, Dialect.XIAOZHI)))
            .toList();
        SessionClock clock = new SessionClock(Instant.EPOCH, 0, Instant.EPOCH.plusSeconds(5), ZoneOffset.UTC);
        return RecordedDeviceChoice.choose(
            new SessionFile(new SessionManifest(1, "test", clock, Map.of(), List.of(), List.of()), entries, List.of(), List.of(), List.of()), named, COMMAND);
    }
}
