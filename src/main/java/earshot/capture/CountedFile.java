package earshot.capture;

import module java.base;

import earshot.store.PrivateFiles;

/// A new file that only its owner may read, and how much was put into it.
final class CountedFile extends OutputStream {
    private final OutputStream out;
    private long bytes;

    CountedFile(Path path) throws IOException {
        out = new BufferedOutputStream(Channels.newOutputStream(PrivateFiles.open(path, StandardOpenOption.TRUNCATE_EXISTING)));
    }

    long bytes() {
        return bytes;
    }

    @Override
    public void write(int one) throws IOException {
        bytes++;
        out.write(one);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
        bytes += length;
        out.write(from, offset, length);
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
