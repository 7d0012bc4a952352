package earshot.ui.kit;

import module java.base;

import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;

/// Encodes an image as PNG without AWT, because the runtime image has no `javafx.swing`.
public final class PngEncoder {
    private static final byte[] SIGNATURE = {(byte) 137, 80, 78, 71, 13, 10, 26, 10};
    private static final byte[] EIGHT_BIT_RGB = {8, 2, 0, 0, 0};

    private PngEncoder() {}

    /// The image as the bytes of a PNG file: 8-bit RGB, transparency is dropped.
    public static byte[] encode(Image image) {
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        int[] row = new int[width];
        byte[] line = new byte[1 + width * 3];
        ByteArrayOutputStream pixels = new ByteArrayOutputStream();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(file)) {
            try (DeflaterOutputStream packed = new DeflaterOutputStream(pixels)) {
                for (int y = 0; y < height; y++) {
                    image.getPixelReader().getPixels(0, y, width, 1, PixelFormat.getIntArgbInstance(), row, 0, width);
                    for (int x = 0, i = 1; x < width; x++) {
                        line[i++] = (byte) (row[x] >> 16);
                        line[i++] = (byte) (row[x] >> 8);
                        line[i++] = (byte) row[x];
                    }
                    packed.write(line);
                }
            }
            out.write(SIGNATURE);
            chunk(out, "IHDR", ByteBuffer.allocate(13).putInt(width).putInt(height).put(EIGHT_BIT_RGB).array());
            chunk(out, "IDAT", pixels.toByteArray());
            chunk(out, "IEND", new byte[0]);
            return file.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
    }

    private static void chunk(DataOutputStream out, String type, byte[] content) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 check = new CRC32();
        check.update(name);
        check.update(content);
        out.writeInt(content.length);
        out.write(name);
        out.write(content);
        out.writeInt((int) check.getValue());
    }
}
