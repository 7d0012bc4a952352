package earshot.tap;

import module java.base;

import earshot.audio.PcmBytes;

/// Sends as the firmware's audio debugger does: each reading of the codec is one datagram with nothing but its samples, 16 bits little endian, the channels in turn.
public final class FirmwareDebuggerFake implements AutoCloseable {
    private final DatagramSocket socket;
    private final InetSocketAddress receiver;

    /// @param from own address: another loopback address is another board
    public FirmwareDebuggerFake(String from, int port) throws IOException {
        socket = new DatagramSocket(new InetSocketAddress(from, 0));
        receiver = new InetSocketAddress("127.0.0.1", port);
    }

    /// @param channels of the same length
    public void feed(short[]... channels) throws IOException {
        send(PcmBytes.littleEndian(interleaved(channels)));
    }

    /// Sends whatever it is.
    public void send(byte[] bytes) throws IOException {
        socket.send(new DatagramPacket(bytes, bytes.length, receiver));
    }

    static short[] interleaved(short[]... channels) {
        short[] data = new short[channels.length * channels[0].length];
        for (int i = 0; i < data.length; i++) {
            data[i] = channels[i % channels.length][i / channels.length];
        }
        return data;
    }

    static short[] tone(int samples, int amplitude) {
        short[] pcm = new short[samples];
        for (int i = 0; i < samples; i++) {
            pcm[i] = (short) (amplitude * Math.sin(2 * Math.PI * 440 * i / TapStream.RATE));
        }
        return pcm;
    }

    @Override
    public void close() {
        socket.close();
    }
}
