package earshot.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import org.junit.jupiter.api.Test;

class BoundedLineReaderTest {
    @Test
    void aLineWithoutEndIsAFailure() throws Exception {
        BoundedLineReader lines = new BoundedLineReader(new Endless(), 1000);
        assertThatThrownBy(lines::next).isInstanceOf(IOException.class).hasMessageContaining("without end");
        assertThat(new BoundedLineReader(bytes("a".repeat(1000) + "\nb"), 1000).next().orElseThrow()).hasSize(1000);
        assertThatThrownBy(new BoundedLineReader(bytes("a".repeat(1001) + "\nb"), 1000)::next).isInstanceOf(IOException.class);
    }

    @Test
    void aLineThatOnlyPeopleReadIsCutAndTheNextOneIsWhole() throws Exception {
        InputStream in = new SequenceInputStream(new Endless(), bytes("\r\nnext\n\nlast"));
        BoundedLineReader lines = BoundedLineReader.cutting(in, 1000);
        assertThat(lines.next().orElseThrow()).isEqualTo("x".repeat(1000));
        assertThat(lines.next()).contains("next");
        assertThat(lines.next()).contains("");
        assertThat(lines.next()).contains("last");
        assertThat(lines.next()).isEmpty();
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /// More than a test has memory for.
    private static final class Endless extends InputStream {
        private long left = 3L << 30;

        @Override
        public int read() {
            return left-- > 0 ? 'x' : -1;
        }

        @Override
        public int read(byte[] to, int from, int length) {
            int given = (int) Math.min(left, length);
            Arrays.fill(to, from, from + given, (byte) 'x');
            left -= given;
            return given == 0 ? -1 : given;
        }
    }
}
