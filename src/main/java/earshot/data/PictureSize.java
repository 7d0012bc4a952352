package earshot.data;

import module java.base;

/// The size of a picture in pixels, read from its file without decoding it.
public record PictureSize(int width, int height) {
    /// On a side; what is larger is not a screen of a device, and decoding it may take all memory.
    private static final int MOST = 4_096;
    private static final int PNG_SIGNATURE = 0x89504e47;
    private static final int JPEG_SIGNATURE = 0xffd8;

    /// Empty where it is not a JPEG or PNG file.
    public static Optional<PictureSize> of(byte[] file) {
        ByteBuffer in = ByteBuffer.wrap(file);
        try {
            if (in.getInt(0) == PNG_SIGNATURE) {
                return Optional.of(new PictureSize(in.getInt(16), in.getInt(20)));
            }
            return (in.getShort(0) & 0xffff) == JPEG_SIGNATURE ? ofJpeg(in.position(2)) : Optional.empty();
        } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// Whether it can be decoded without fear.
    public boolean reasonable() {
        return width > 0 && height > 0 && width <= MOST && height <= MOST;
    }

    /// The frame header is one of the markers C0 to CF but for three.
    private static Optional<PictureSize> ofJpeg(ByteBuffer in) {
        while (true) {
            int marker = in.getShort() & 0xffff;
            if (marker == 0xffff) {
                in.position(in.position() - 1);
                continue;
            }
            int length = in.getShort(in.position()) & 0xffff;
            if (marker >>> 8 != 0xff || length < 2) {
                return Optional.empty();
            }
            if (marker >= 0xffc0 && marker <= 0xffcf && marker != 0xffc4 && marker != 0xffc8 && marker != 0xffcc) {
                int at = in.position();
                return Optional.of(new PictureSize(in.getShort(at + 5) & 0xffff, in.getShort(at + 3) & 0xffff));
            }
            in.position(in.position() + length);
        }
    }
}
