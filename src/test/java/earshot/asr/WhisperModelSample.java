package earshot.asr;

import module java.base;

/// Files of whisper.cpp's format of a very small model without weights: it is loaded and decodes within milliseconds, and knows nothing.
public final class WhisperModelSample {
    private static final int TOKENS = 51_865;
    private static final int WRITTEN_TOKENS = 50_257;
    private static final String LETTERS = "-'abcdefghijklmnopqrstuvwxyz";
    private static final List<Integer> HEADER = List.of(0x67676d6c, TOKENS, 1_500, 64, 1, 1, 448, 64, 1, 1, 80, 1);

    private WhisperModelSample() {}

    public static byte[] bytes() {
        return bytes(HEADER, LETTERS);
    }

    /// With a vocabulary that lacks what the native code looks for.
    static byte[] withoutPunctuation() {
        return bytes(HEADER, "abc");
    }

    /// With another number at a place of the header; the first is the magic one.
    static byte[] with(int place, int number) {
        List<Integer> header = new ArrayList<>(HEADER);
        header.set(place, number);
        return bytes(header, LETTERS);
    }

    /// Followed by a tensor.
    ///
    /// @param type of its weights
    /// @param data bytes of its weights that are there
    static byte[] withTensor(List<Integer> sizes, int type, String name, int data) {
        ByteBuffer tensor = ByteBuffer.allocate(1_000 + data).order(ByteOrder.LITTLE_ENDIAN).putInt(sizes.size()).putInt(name.length()).putInt(type);
        sizes.forEach(tensor::putInt);
        tensor.put(name.getBytes(StandardCharsets.US_ASCII)).position(tensor.position() + data);
        byte[] model = bytes();
        byte[] all = Arrays.copyOf(model, model.length + tensor.position());
        System.arraycopy(tensor.array(), 0, all, model.length, tensor.position());
        return all;
    }

    /// @param letters that its tokens have
    private static byte[] bytes(List<Integer> header, String letters) {
        ByteBuffer file = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
        header.forEach(file::putInt);
        file.putInt(80).putInt(201).position(file.position() + 80 * 201 * Float.BYTES);
        file.putInt(WRITTEN_TOKENS);
        file.putInt(1).put((byte) ' ');
        for (int i = 1; i < WRITTEN_TOKENS; i++) {
            file.putInt(2).put((byte) ' ').put((byte) letters.charAt(i % letters.length()));
        }
        return Arrays.copyOf(file.array(), file.position());
    }
}
