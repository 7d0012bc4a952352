package earshot.proof;

import module java.base;

/// A provider of chat completions, transcription and speech over plain sockets that works or fails in one of four ways, as often as it is
/// asked.
final class FaultyProviderFake implements AutoCloseable {
    enum Fault { NONE, HANGS, TRICKLES, CUTS, FLOODS }

    private static final int SAMPLE_BYTES = 16_000;
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: (\\d+)");

    private final ServerSocket server;
    private final AtomicInteger asked = new AtomicInteger();
    volatile Fault fault = Fault.NONE;

    /// What it answers to a path: its beginning, what can be repeated without an end, and its end.
    private record Body(String type, byte[] begin, byte[] piece, byte[] end) {
        static Body of(String path, int number) {
            if (path.contains("chat")) {
                // never the same twice: the sound of a sentence is kept
                return new Body("text/event-stream", bytes(""),
                    bytes("data: {\"choices\":[{\"delta\":{\"content\":\"Sentence number " + number + ". \"}}]}\n\n"),
                    bytes("data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n"));
            }
            if (path.contains("transcriptions")) {
                return new Body("application/json", bytes("{\"text\":\""), bytes("good morning "), bytes("\"}"));
            }
            return new Body("audio/wav", wavHead(), new byte[SAMPLE_BYTES / 10], new byte[0]);
        }
    }

    FaultyProviderFake() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(() -> {
            while (!server.isClosed()) {
                try {
                    Socket socket = server.accept();
                    Thread.startVirtualThread(() -> serve(socket));
                } catch (IOException e) {
                    return;
                }
            }
        });
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort() + "/v1";
    }

    private void serve(Socket socket) {
        try (socket; BufferedInputStream in = new BufferedInputStream(socket.getInputStream()); OutputStream out = socket.getOutputStream()) {
            answer(request(in), in, out);
        } catch (IOException e) {
            // the client has gone, as it should
        }
    }

    /// Reads head and body. Returns the path.
    private static String request(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int c = in.read();
            if (c < 0) {
                throw new EOFException();
            }
            head.append((char) c);
        }
        Matcher length = LENGTH.matcher(head);
        in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
        return head.toString().split(" ")[1];
    }

    private void answer(String path, InputStream in, OutputStream out) throws IOException {
        Body body = Body.of(path, asked.incrementAndGet());
        Fault now = fault;
        if (now != Fault.HANGS) {
            out.write(bytes(
                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: " + body.type + (now == Fault.CUTS ? "\r\nContent-Length: 1000000" : "") + "\r\n\r\n"));
            out.write(body.begin);
            out.write(body.piece);
        }
        switch (now) {
            case NONE -> out.write(body.end);
            // a byte or the end from the client: it has given up
            case HANGS -> in.read();
            case CUTS -> { }
            case TRICKLES -> {
                while (in.available() == 0) {
                    out.write(body.piece, 0, Math.min(body.piece.length, path.contains("chat") ? body.piece.length : 4));
                    out.flush();
                    LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
                }
            }
            case FLOODS -> {
                while (true) {
                    out.write(body.piece);
                }
            }
        }
    }

    /// The head of a WAV file of unknown length.
    private static byte[] wavHead() {
        return ByteBuffer.allocate(44).order(ByteOrder.LITTLE_ENDIAN).put(bytes("RIFF")).putInt(-1).put(bytes("WAVEfmt ")).putInt(16).putShort((short) 1)
            .putShort((short) 1)
            .putInt(SAMPLE_BYTES).putInt(2 * SAMPLE_BYTES).putShort((short) 2).putShort((short) 16).put(bytes("data")).putInt(-1).array();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
