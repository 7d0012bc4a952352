package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import earshot.device.FirmwareSamples;
import earshot.id.DeviceId;
import earshot.lint.BootRecord;
import earshot.problem.ProblemException;
import earshot.problem.ProblemReason;
import earshot.server.BootExchange;
import earshot.server.SentRequest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("U48: a firmware file is compared with the board before it is handed out")
class FirmwareInstallerTest {
    private static final DeviceId BOARD = new DeviceId("aa:bb");
    private static final String TABLE = "[{'label':'nvs','type':1,'subtype':2,'size':16384},{'label':'ota_0','type':0,'subtype':16,'size':9000},"
        + "{'label':'ota_1','type':0,'subtype':17,'size':2000},{'label':'assets','type':1,'subtype':130,'size':90000}]";

    @TempDir
    Path home;

    @Test
    void aFileThatFitsIsToldWithTheVersionNowAndTheRoom() throws IOException {
        FirmwareInstaller.Fitting fitting = check(9, 1_000,
            "{'application':{'version':'2.4.2'},'chip_info':{'model':9},'ota':{'label':'ota_0'},'partition_table':" + TABLE + "}");
        assertThat(fitting.current()).isEqualTo("2.4.2");
        assertThat(fitting.image().version()).isEqualTo("2.5.0");
        assertThat(fitting.room()).as("of the partition that does not run").isEqualTo(2_000);
        assertThat(check(0, 1_000, "{'chip_info':{'model':1},'ota':{'label':'ota_0'},'partition_table':" + TABLE + "}").current())
            .as("the ESP32 has two numbers").isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        5 | 1000 | {'chip_info':{'model':9},'ota':{'label':'ota_0'},'partition_table':TABLE}                | FIRMWARE_OTHER_CHIP
        9 | 2500 | {'chip_info':{'model':9},'ota':{'label':'ota_0'},'partition_table':TABLE}                | FIRMWARE_TOO_LARGE
        9 | 1000 | {'chip_info':{'model':9},'ota':{'label':'factory'},'partition_table':[]}                 | FIRMWARE_NO_PARTITION
        9 | 1000 | {'chip_info':{'model':9},'ota':{'label':'ota_0'},'partition_table':[{'label':'ota_0','type':0,'subtype':16,'size':9000}]} | FIRMWARE_NO_PARTITION
        9 | 1000 | {'chip_info':{},'partition_table':TABLE}                                                 | FIRMWARE_BOARD_UNKNOWN
        9 | 1000 | no JSON                                                                                  | FIRMWARE_BOARD_UNKNOWN
        9 | 1000 | -                                                                                        | FIRMWARE_BOARD_UNKNOWN""")
    void whatDoesNotFitOrCannotBeComparedIsRefusedInWords(int chip, int bytes, String body, ProblemReason reason) {
        assertThatThrownBy(() -> check(chip, bytes, body.replace("TABLE", TABLE))).isInstanceOfSatisfying(ProblemException.class,
            refused -> assertThat(refused.problem().args().getFirst()).startsWith(reason.toString()));
    }

    @Test
    void theChipsAreNamed() {
        assertThatThrownBy(() -> check(5, 1_000, "{'chip_info':{'model':1}}")).isInstanceOfSatisfying(ProblemException.class,
            refused -> assertThat(refused.problem().what(Locale.ENGLISH)).contains("it was built for another chip: ESP32-C3, and the board has ESP32"));
    }

    private FirmwareInstaller.Fitting check(int chip, int bytes, String body) throws IOException {
        Path file = Files.write(home.resolve("xiaozhi.bin"), FirmwareSamples.image(chip, "2.5.0", bytes));
        BootExchange boot = new BootExchange(Instant.EPOCH, new SentRequest("", List.of()), body.replace('\'', '"'), 200, "", "{}");
        return new FirmwareInstaller(() -> body.equals("-") ? Map.of() : Map.of(BOARD, new BootRecord(boot, Map.of()))).check(BOARD, file);
    }
}
