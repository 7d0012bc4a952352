package earshot.proof;

import module java.base;

import earshot.store.ChildProcess;
import earshot.time.SystemTime;
import earshot.time.Time;

/// Eight that attack a server at the same time, in a process of their own. Each has one connection after another, with a new id and from a new address of this
/// computer, because who floods is made to wait under both.
///
/// Arguments: the port, the attacks. Ends with the process that started it.
final class Attackers {
    static final int COUNT = 8;
    private static final Duration AGAIN = Duration.ofMillis(50);
    private static final Duration BETWEEN_FRAMES = Duration.ofMillis(3);
    private static final Pattern REQUEST_ID = Pattern.compile("\"id\":(\\d+)");
    /// The largest head that is read has 15 kB.
    private static final int LONG_HEAD = 14_000;

    private final Time time = new SystemTime();
    private final AtomicInteger connections = new AtomicInteger();
    private final int port;

    private Attackers(int port) {
        this.port = port;
    }

    public static void main(String[] args) {
        Attackers attackers = new Attackers(Integer.parseInt(args[0]));
        List<Attack> attacks = Arrays.stream(args).skip(1).map(Attack::valueOf).toList();
        for (int i = 0; i < COUNT; i++) {
            Attack attack = attacks.get(i % attacks.size());
            Thread.ofPlatform().start(() -> attackers.repeat(attack));
        }
        ChildProcess.endWithParent();
    }

    /// Starts them after everybody else who wants the processor, where the system can: they need not share this computer with the server.
    static Process start(int port, List<Attack> attacks, Path errors) throws IOException {
        List<String> arguments = Stream.concat(Stream.of(Integer.toString(port)), attacks.stream().map(Attack::name)).toList();
        Stream<String> nice = Files.isExecutable(Path.of("/usr/bin/nice")) ? Stream.of("/usr/bin/nice", "-n", "19") : Stream.of();
        return new ProcessBuilder(Stream.concat(nice, ChildProcess.command(Attackers.class, arguments).stream()).toList()).redirectError(errors.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    }

    private void repeat(Attack attack) {
        while (true) {
            try (Socket socket = new Socket()) {
                int number = connections.incrementAndGet();
                from(socket, number);
                socket.connect(new InetSocketAddress("127.0.0.1", port), 5_000);
                attack(attack, socket, number);
            } catch (IOException e) {
                // refused or closed, as it should be
            }
            time.sleep(AGAIN);
        }
    }

    /// Not every system has the whole network 127.
    private static void from(Socket socket, int number) throws IOException {
        try {
            socket.bind(new InetSocketAddress("127.%d.%d.%d".formatted(1 + (number >> 14 & 127), number >> 7 & 127, 1 + (number & 127)), 0));
        } catch (BindException e) {
            // from the usual one
        }
    }

    private void attack(Attack attack, Socket socket, int number) throws IOException {
        OutputStream out = socket.getOutputStream();
        String head = "GET /xiaozhi/v1/ HTTP/1.1\r\nHost: 127.0.0.1\r\nDevice-Id: attacker-" + number
            + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
        if (attack == Attack.HEADS) {
            out.write((head + "X-Long: " + "token".repeat(LONG_HEAD / 5)).getBytes(StandardCharsets.ISO_8859_1));
            if (number % 2 == 0) {
                time.sleep(AGAIN);
            } else {
                out.write("\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
                socket.getInputStream().read();
            }
            return;
        }
        out.write((head + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        AtomicBoolean over = new AtomicBoolean();
        Thread reader = Thread.startVirtualThread(() -> read(attack, socket, over));
        for (byte[] frame : attack.beginning) {
            send(out, frame);
        }
        for (int round = 0; !over.get() && !attack.moves.isEmpty(); round++) {
            send(out, attack.moves.get(round % attack.moves.size()));
            if (attack == Attack.FAST_SOUND) {
                time.sleep(BETWEEN_FRAMES);
            }
        }
        CompletableFuture<Boolean> read = new CompletableFuture<>();
        Thread.startVirtualThread(() -> read.complete(join(reader)));
        time.await(read, Duration.ofSeconds(10));
    }

    private static void send(OutputStream out, byte[] frame) throws IOException {
        synchronized (out) {
            out.write(frame);
        }
    }

    /// Whether the thread has ended.
    private static boolean join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    /// Reads until the server closes; gives a page of tools to who asks for one, pongs to who pings.
    private static void read(Attack attack, Socket socket, AtomicBoolean over) {
        try (socket) {
            DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            skipHead(in);
            for (int first = in.read(); first >= 0 && (first & 15) != 8; first = in.read()) {
                byte[] payload = in.readNBytes(length(in));
                String text = (first & 15) == 1 ? new String(payload, StandardCharsets.UTF_8) : "";
                Matcher id = REQUEST_ID.matcher(text);
                if ((first & 15) == 9) {
                    send(socket.getOutputStream(), Attack.frame(10, payload));
                } else if (attack == Attack.TOOL_PAGES && text.contains("\"mcp\"") && id.find()) {
                    send(socket.getOutputStream(), Attack.page(id.group(1)));
                }
            }
        } catch (IOException e) {
            // over as well
        } finally {
            over.set(true);
        }
    }

    private static void skipHead(InputStream in) throws IOException {
        for (int last4 = 0; last4 != 0x0d0a0d0a;) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            last4 = last4 << 8 | next;
        }
    }

    private static int length(DataInputStream in) throws IOException {
        int length = in.read() & 127;
        return length < 126 ? length : length == 126 ? in.readUnsignedShort() : (int) in.readLong();
    }
}
