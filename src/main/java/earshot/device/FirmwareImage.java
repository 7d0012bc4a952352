package earshot.device;

import module java.base;

import earshot.data.Digest;
import earshot.problem.Failures;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemReason;

/// What a firmware file says of itself. It is the image of an application for an ESP32; other files are refused. Source: `esp_app_format.h` and
/// `esp_app_desc.h` of ESP-IDF, and what esptool writes.
///
/// @param chip as in the image: 0 ESP32, 2 S2, 5 C3, 9 S3, 12 C2, 13 C6, 16 H2, 18 P4
/// @param version never blank
/// @param file the whole file
public record FirmwareImage(int chip, String version, String project, byte[] file) {
    /// The flash of no board is larger.
    public static final int MAX_BYTES = 16 << 20;
    private static final int HEADER = 24;
    private static final int IMAGE_MAGIC = 0xe9;
    private static final int MAX_SEGMENTS = 16;
    private static final int DESCRIPTION_MAGIC = 0xabcd5432;
    private static final int DESCRIPTION_AT = 32;
    private static final int VERSION_AT = 48;
    private static final int PROJECT_AT = 80;
    private static final int TEXT_BYTES = 32;
    private static final int DIGEST_BYTES = 32;

    /// Reads a file; waits for the disk.
    ///
    /// @throws ProblemException with FIRMWARE_REFUSED
    public static FirmwareImage read(Path path) {
        try {
            if (Files.size(path) > MAX_BYTES) {
                throw refused(ProblemReason.FIRMWARE_NO_IMAGE.toString());
            }
            return of(Files.readAllBytes(path));
        } catch (IOException e) {
            throw refused(Failures.argument(e));
        }
    }

    /// @throws ProblemException with FIRMWARE_REFUSED
    public static FirmwareImage of(byte[] file) {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        try {
            if ((in.get(0) & 0xff) != IMAGE_MAGIC || in.getInt(DESCRIPTION_AT) != DESCRIPTION_MAGIC) {
                throw refused(ProblemReason.FIRMWARE_NO_IMAGE.toString());
            }
            checkWhole(in);
            String version = text(file, VERSION_AT);
            if (version.isEmpty()) {
                throw refused(ProblemReason.FIRMWARE_NO_VERSION.toString());
            }
            return new FirmwareImage(in.getShort(12) & 0xffff, version, text(file, PROJECT_AT), file);
        } catch (IndexOutOfBoundsException | IllegalArgumentException _) {
            throw refused(ProblemReason.FIRMWARE_DAMAGED.toString());
        }
    }

    /// Follows the segments to their end, where the digest of all before it stands.
    private static void checkWhole(ByteBuffer in) {
        int segments = in.get(1) & 0xff;
        int at = HEADER;
        for (int i = 0; i < Math.min(segments, MAX_SEGMENTS); i++) {
            int length = in.getInt(at + 4);
            at = Math.addExact(at + 8, Objects.checkIndex(length, in.capacity()));
        }
        int end = (at / 16 + 1) * 16;
        boolean digested = in.get(23) == 1;
        if (end + (digested ? DIGEST_BYTES : 0) > in.capacity() || digested && !digestFits(in.array(), end)) {
            throw refused(ProblemReason.FIRMWARE_DAMAGED.toString());
        }
    }

    private static boolean digestFits(byte[] file, int end) {
        MessageDigest digest = Digest.sha256();
        digest.update(file, 0, end);
        return Arrays.equals(digest.digest(), Arrays.copyOfRange(file, end, end + DIGEST_BYTES));
    }

    private static String text(byte[] file, int at) {
        int end = at;
        while (end < at + TEXT_BYTES && file[end] != 0) {
            end++;
        }
        String text = new String(file, at, end - at, StandardCharsets.UTF_8).strip();
        return text.codePoints().anyMatch(Character::isISOControl) ? "" : text;
    }

    private static ProblemException refused(String reason) {
        return new ProblemException(Problem.of(ProblemCode.FIRMWARE_REFUSED, reason));
    }
}
