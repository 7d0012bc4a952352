package earshot.device;

import module java.base;

/// Firmware files as esptool writes them.
public final class FirmwareSamples {
    private FirmwareSamples() {}

    /// An image with one segment and its digest.
    ///
    /// @param bytes of the segment, at least 256
    public static byte[] image(int chip, String version, int bytes) {
        int length = Math.max(256, bytes);
        int end = ((24 + 8 + length) / 16 + 1) * 16;
        ByteBuffer file = ByteBuffer.allocate(end + 32).order(ByteOrder.LITTLE_ENDIAN);
        file.put(0, (byte) 0xe9).put(1, (byte) 1).putShort(12, (short) chip).put(23, (byte) 1).putInt(28, length).putInt(32, 0xabcd5432);
        file.put(48, version.getBytes(StandardCharsets.UTF_8)).put(80, "xiaozhi".getBytes(StandardCharsets.UTF_8));
        try {
            file.put(end, MessageDigest.getInstance("SHA-256").digest(Arrays.copyOf(file.array(), end)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        return file.array();
    }
}
