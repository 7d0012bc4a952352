package earshot.engine;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import earshot.device.FirmwareImage;
import earshot.id.DeviceId;
import earshot.lint.BootRecord;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemReason;

/// Compares a firmware file with what a board said of itself at its last boot. What cannot be compared is refused. Source: xiaozhi-protocol section 1.
///
/// @param boots the newest boot request of each device
record FirmwareInstaller(Supplier<Map<DeviceId, BootRecord>> boots) {
    private static final int APPLICATION = 0;
    /// Subtypes of partitions that an update may be written to.
    private static final int FIRST_OTA = 16;
    private static final int LAST_OTA = 31;
    /// As the request names the ESP32; the image calls it 0. The others have the same number in both.
    private static final int ESP32 = 1;

    /// A file that fits a board.
    ///
    /// @param current version of the board now; blank where it did not say
    /// @param room bytes of the partition that it is written to
    record Fitting(FirmwareImage image, String current, long room) {}

    /// Waits for the disk.
    ///
    /// @throws ProblemException with FIRMWARE_REFUSED
    Fitting check(DeviceId device, Path file) {
        FirmwareImage image = FirmwareImage.read(file);
        JsonNode body = Optional.ofNullable(boots.get().get(device)).map(boot -> tree(boot.exchange().body())).orElse(MissingNode.getInstance());
        JsonNode model = body.path("chip_info").path("model");
        if (!model.isInt()) {
            throw refused(ProblemReason.FIRMWARE_BOARD_UNKNOWN.toString());
        }
        int chip = model.asInt() == ESP32 ? 0 : model.asInt();
        if (chip != image.chip()) {
            throw refused(ProblemReason.FIRMWARE_OTHER_CHIP.with(name(image.chip()), name(chip)));
        }
        String running = body.path("ota").path("label").asText("");
        long room = body.path("partition_table").valueStream()
            .filter(part -> part.path("type").asInt(-1) == APPLICATION && part.path("subtype").asInt() >= FIRST_OTA && part.path("subtype").asInt() <= LAST_OTA
                && !part.path("label").asText().equals(running))
            .mapToLong(part -> part.path("size").asLong()).min().orElseThrow(() -> refused(ProblemReason.FIRMWARE_NO_PARTITION.toString()));
        if (image.file().length > room) {
            throw refused(ProblemReason.FIRMWARE_TOO_LARGE.with(image.file().length, room));
        }
        return new Fitting(image, body.path("application").path("version").asText(""), room);
    }

    /// As Espressif numbers them in images.
    private static String name(int chip) {
        return switch (chip) {
            case 0 -> "ESP32";
            case 2 -> "ESP32-S2";
            case 5 -> "ESP32-C3";
            case 9 -> "ESP32-S3";
            case 12 -> "ESP32-C2";
            case 13 -> "ESP32-C6";
            case 16 -> "ESP32-H2";
            case 18 -> "ESP32-P4";
            case 20 -> "ESP32-C61";
            case 23 -> "ESP32-C5";
            default -> "#" + chip;
        };
    }

    private static JsonNode tree(String json) {
        try {
            JsonNode tree = JSON.readTree(json);
            return tree == null ? MissingNode.getInstance() : tree;
        } catch (JsonProcessingException _) {
            return MissingNode.getInstance();
        }
    }

    static ProblemException refused(String reason) {
        return new ProblemException(Problem.of(ProblemCode.FIRMWARE_REFUSED, reason));
    }
}
