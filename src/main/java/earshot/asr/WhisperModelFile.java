package earshot.asr;

import module java.base;

import earshot.problem.ProblemReason;
import earshot.problem.UnusableFileException;

/// Checks a file of whisper.cpp's `ggml` format from its first byte to its last before the native code reads it, which trusts the numbers in it: a damaged
/// file would end the process. What the file should hold is checked by the native code itself, which then refuses the file.
///
/// Source: `whisper_model_load` in whisper.cpp 1.7.1.
///
/// @param multilingual whether it knows languages other than English
public record WhisperModelFile(Path path, boolean multilingual) {
    private static final int MAGIC = 0x67676d6c;
    /// With one token less a model knows English only.
    private static final int MULTILINGUAL_TOKENS = 51_865;
    /// Looked up while text is decoded; where one is missing the process ends.
    private static final List<String> NEEDED_TOKENS = List.of(" ", " -", " '");
    private static final int MAX_TOKEN_BYTES = 1_024;
    /// Of the numbers before the form of the weights, in the order of the file; the largest model has 32 layers of 1 280.
    private static final List<Bound> BOUNDS = List.of(new Bound("n_vocab", 51_864, 51_866), new Bound("n_audio_ctx", 1_500, 1_500),
        new Bound("n_audio_state", 64, 1_280), new Bound("n_audio_head", 1, 20),
        new Bound("n_audio_layer", 1, 32), new Bound("n_text_ctx", 448, 448), new Bound("n_text_state", 64, 1_280), new Bound("n_text_head", 1, 20),
        new Bound("n_text_layer", 1, 32), new Bound("n_mels", 80, 128));
    private static final int MELS = 9;
    /// Half of the Fourier transform of 400 samples.
    private static final int FILTER_LENGTH = 201;
    /// Forms of weights that whisper.cpp reads; any other ends the process.
    private static final Set<Integer> FORMS = Set.of(0, 1, 2, 3, 7, 8, 9, 10, 11, 12, 13, 14);
    private static final int VERSION_FACTOR = 1_000;

    private record Bound(String name, int min, int max) {}

    /// Bytes of a block of so many weights, by the number of its type.
    private record Block(int weights, int bytes) {}

    private static final Map<Integer, Block> BLOCKS = Map.ofEntries(Map.entry(0, new Block(1, 4)), Map.entry(1, new Block(1, 2)),
        Map.entry(2, new Block(32, 18)), Map.entry(3, new Block(32, 20)), Map.entry(6, new Block(32, 22)),
        Map.entry(7, new Block(32, 24)), Map.entry(8, new Block(32, 34)), Map.entry(10, new Block(256, 84)), Map.entry(11, new Block(256, 110)),
        Map.entry(12, new Block(256, 144)), Map.entry(13, new Block(256, 176)), Map.entry(14, new Block(256, 210)));

    /// @throws IOException when it cannot be read, or is no such file; [UnusableFileException] says why
    public static WhisperModelFile check(Path path) throws IOException {
        try (FileChannel file = FileChannel.open(path)) {
            Reader in = new Reader(file);
            if (file.size() < Integer.BYTES || in.number() != MAGIC) {
                throw new UnusableFileException(ProblemReason.WHISPER_FOREIGN);
            }
            List<Integer> header = header(in);
            in.number("filters", header.get(MELS), header.get(MELS));
            in.skip((long) header.get(MELS) * in.number("filter length", FILTER_LENGTH, FILTER_LENGTH) * Float.BYTES);
            checkVocabulary(in, header.getFirst());
            while (!in.atEnd()) {
                checkTensor(in);
            }
            return new WhisperModelFile(path, header.getFirst() >= MULTILINGUAL_TOKENS);
        } catch (EOFException _) {
            throw new UnusableFileException(ProblemReason.WHISPER_CUT, Files.size(path));
        }
    }

    private static List<Integer> header(Reader in) throws IOException {
        List<Integer> numbers = new ArrayList<>();
        for (Bound bound : BOUNDS) {
            numbers.add(in.number(bound.name, bound.min, bound.max));
        }
        int form = in.number("ftype", 0, Integer.MAX_VALUE);
        boolean heads = numbers.get(2) % numbers.get(3) == 0 && numbers.get(6) % numbers.get(7) == 0 && numbers.get(2).equals(numbers.get(6));
        if (!heads || !FORMS.contains(form % VERSION_FACTOR)) {
            throw new UnusableFileException(ProblemReason.WHISPER_DAMAGED, in.position(), "header " + numbers + ", ftype " + form);
        }
        return numbers;
    }

    private static void checkVocabulary(Reader in, int most) throws IOException {
        int tokens = in.number("vocabulary", 1, most);
        Set<String> missing = new HashSet<>(NEEDED_TOKENS);
        for (int i = 0; i < tokens; i++) {
            int length = in.number("length of a token", 0, MAX_TOKEN_BYTES);
            if (length <= 2) {
                missing.remove(in.text(length));
            } else {
                in.skip(length);
            }
        }
        if (!missing.isEmpty()) {
            throw new UnusableFileException(ProblemReason.WHISPER_DAMAGED, in.position(), "vocabulary without " + missing);
        }
    }

    private static void checkTensor(Reader in) throws IOException {
        int dimensions = in.number("dimensions", 1, 4);
        int nameBytes = in.number("length of a name", 1, 256);
        Block block = BLOCKS.get(in.number());
        if (block == null) {
            throw new UnusableFileException(ProblemReason.WHISPER_DAMAGED, in.position(), "weights of an unknown type");
        }
        long weights = 1;
        for (int i = 0; i < dimensions; i++) {
            weights *= in.number("size of a dimension", 1, 1 << 17);
            if (weights > 1L << 32 || i == 0 && weights % block.weights != 0) {
                throw new UnusableFileException(ProblemReason.WHISPER_DAMAGED, in.position(), weights + " weights");
            }
        }
        in.skip(nameBytes);
        in.skip(weights / block.weights * block.bytes);
    }

    /// Little endian, with a window over the file.
    private static final class Reader {
        private final FileChannel file;
        private final long size;
        private final ByteBuffer window = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN).limit(0);
        /// Of the end of the window.
        private long position;

        Reader(FileChannel file) throws IOException {
            this.file = file;
            size = file.size();
        }

        long position() {
            return position - window.remaining();
        }

        boolean atEnd() {
            return position() == size;
        }

        int number() throws IOException {
            fill(Integer.BYTES);
            return window.getInt();
        }

        /// At most a few bytes.
        String text(int length) throws IOException {
            fill(length);
            byte[] bytes = new byte[length];
            window.get(bytes);
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }

        private void fill(int bytes) throws IOException {
            while (window.remaining() < bytes) {
                window.compact();
                int read = file.read(window, position);
                window.flip();
                if (read <= 0) {
                    throw new EOFException();
                }
                position += read;
            }
        }

        int number(String name, int min, int max) throws IOException {
            int number = number();
            if (number < min || number > max) {
                throw new UnusableFileException(ProblemReason.WHISPER_DAMAGED, position() - Integer.BYTES, name + " = " + number);
            }
            return number;
        }

        void skip(long bytes) throws IOException {
            if (bytes > size - position()) {
                throw new EOFException();
            }
            if (bytes <= window.remaining()) {
                window.position(window.position() + (int) bytes);
            } else {
                position = position() + bytes;
                window.limit(0);
            }
        }
    }
}
