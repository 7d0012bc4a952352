package earshot.simulator;

import module java.base;

import earshot.data.Closeables;
import earshot.time.Time;

/// The HTTP requests of the firmware's tools: a snapshot goes out in chunks, a new firmware comes with its length. Blocks the calling thread.
final class SimulatedHttpClient {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String BOUNDARY = "----ESP32_SCREEN_SNAPSHOT_BOUNDARY";
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})\\b");
    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length:\\s*(\\d{1,9})\\s*$");

    private SimulatedHttpClient() {}

    /// Uploads a JPEG and returns the status.
    static int upload(Time time, String url, byte[] jpeg) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(bytes(head("POST", url) + "Content-Type: multipart/form-data; boundary=" + BOUNDARY + "\r\nTransfer-Encoding: chunked\r\n\r\n"));
        addChunk(out,
            bytes("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"screenshot.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n"));
        addChunk(out, jpeg);
        addChunk(out, bytes("\r\n--" + BOUNDARY + "--\r\n"));
        addChunk(out, new byte[0]);
        return exchange(time, url, out.toByteArray(), (status, _, _) -> status);
    }

    /// Fetches a file and returns its length in bytes; 0 where the firmware would refuse the answer: it needs status 200 and a length.
    static int fetch(Time time, String url) throws IOException {
        return exchange(time, url, bytes(head("GET", url) + "\r\n"), (status, head, in) -> {
            Matcher length = LENGTH.matcher(head);
            if (status != 200 || !length.find()) {
                return 0;
            }
            int announced = Integer.parseInt(length.group(1));
            for (int left = announced; left > 0;) {
                int read = in.readNBytes(Math.min(left, 8192)).length;
                if (read == 0) {
                    throw new EOFException("the file ended early");
                }
                left -= read;
            }
            return announced;
        });
    }

    private interface Reader {
        int read(int status, String head, InputStream in) throws IOException;
    }

    private static int exchange(Time time, String url, byte[] request, Reader reader) throws IOException {
        Socket socket = TcpConnector.connect(time, ServerUrl.of(url), LIMIT);
        Time.Timer cut = time.after(LIMIT, () -> Closeables.closeQuietly(socket));
        try (socket) {
            socket.getOutputStream().write(request);
            String head = WebSocketClient.head(socket.getInputStream());
            Matcher status = STATUS.matcher(head);
            if (!status.lookingAt()) {
                throw new IOException("closed without an answer");
            }
            return reader.read(Integer.parseInt(status.group(1)), head, socket.getInputStream());
        } finally {
            cut.cancel();
        }
    }

    private static String head(String method, String url) {
        ServerUrl at = ServerUrl.of(url);
        return method + " " + at.path() + " HTTP/1.1\r\nHost: " + at.host() + ":" + at.port() + "\r\nConnection: close\r\n";
    }

    private static void addChunk(ByteArrayOutputStream out, byte[] chunk) {
        out.writeBytes(bytes(Integer.toHexString(chunk.length) + "\r\n"));
        out.writeBytes(chunk);
        out.writeBytes(bytes("\r\n"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
