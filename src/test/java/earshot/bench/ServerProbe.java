package earshot.bench;

import module java.base;

import earshot.audio.OpusCodec;
import earshot.audio.OpusDecoder;
import earshot.audio.OpusEncoder;
import earshot.audio.VoiceActivityDetector;
import earshot.server.CloseStatus;
import earshot.server.ConnectionAcceptor;
import earshot.server.DeviceTransportListener;

/// Measures a server from within by wrapping what it is given: the codec, the detectors and the arrivals. The cost of the
/// measurement itself, three clock readings a frame, counts as bookkeeping.
final class ServerProbe {
    private static final int MOST_LATENCIES = 2_000_000;
    private static final int PENDING = 256;

    final LongAdder frames = new LongAdder();
    final LongAdder decodeNanos = new LongAdder();
    final LongAdder vadNanos = new LongAdder();
    private final long[] latencies = new long[MOST_LATENCIES];
    private final AtomicInteger latencyCount = new AtomicInteger();
    private final Map<String, Pending> pending = new ConcurrentHashMap<>();

    /// Arrival times of frames that are not processed yet: one thread puts, one takes, in order.
    private static final class Pending {
        final long[] at = new long[PENDING];
        volatile int put;
        int taken;

        void put(long arrival) {
            at[put % PENDING] = arrival;
            put = put + 1;
        }

        long take() {
            return taken < put ? at[taken++ % PENDING] : Long.MIN_VALUE;
        }
    }

    void reset() {
        frames.reset();
        decodeNanos.reset();
        vadNanos.reset();
        latencyCount.set(0);
    }

    /// Latencies in nanoseconds, sorted: from arrival in the library's callback to the end of voice activity detection.
    long[] latencies() {
        long[] sorted = Arrays.copyOf(latencies, Math.min(latencyCount.get(), MOST_LATENCIES));
        Arrays.sort(sorted);
        return sorted;
    }

    ConnectionAcceptor arrivals(ConnectionAcceptor real) {
        return (handshake, deviceTransport) -> {
            Pending mine = new Pending();
            pending.put(handshake.identity().deviceId().value(), mine);
            DeviceTransportListener deviceTransportListener = real.accept(handshake, deviceTransport);
            return new DeviceTransportListener() {
                @Override
                public void textReceived(String text, long arrivalNanos) {
                    deviceTransportListener.textReceived(text, arrivalNanos);
                }

                @Override
                public void binaryReceived(byte[] frame, long arrivalNanos) {
                    mine.put(arrivalNanos);
                    deviceTransportListener.binaryReceived(frame, arrivalNanos);
                }

                @Override
                public boolean incompleteInput(long change) {
                    return deviceTransportListener.incompleteInput(change);
                }

                @Override
                public void pongReceived(long roundTripNanos) {
                    deviceTransportListener.pongReceived(roundTripNanos);
                }

                @Override
                public void closed(CloseStatus closeStatus) {
                    deviceTransportListener.closed(closeStatus);
                }
            };
        };
    }

    OpusCodec codec(OpusCodec real) {
        return new OpusCodec() {
            @Override
            public OpusDecoder decoder(int rate) {
                return measured(real.decoder(rate));
            }

            @Override
            public OpusEncoder encoder(int rate, int frameSamples, int bitrate, int complexity) {
                return real.encoder(rate, frameSamples, bitrate, complexity);
            }

            @Override
            public String name() {
                return real.name();
            }
        };
    }

    private OpusDecoder measured(OpusDecoder real) {
        ThreadCpuClock clock = new ThreadCpuClock();
        return new OpusDecoder() {
            @Override
            public short[] decode(byte[] packet) {
                long from = clock.nanos();
                short[] pcm = real.decode(packet);
                decodeNanos.add(clock.nanos() - from);
                return pcm;
            }

            @Override
            public short[] conceal(int samples) {
                return real.conceal(samples);
            }

            @Override
            public int rate() {
                return real.rate();
            }

            @Override
            public void close() {
                real.close();
            }
        };
    }

    /// Call it on the connection's thread, whose name contains the device id.
    VoiceActivityDetector detector(Supplier<VoiceActivityDetector> make) {
        VoiceActivityDetector real = make.get();
        ThreadCpuClock clock = new ThreadCpuClock();
        String thread = Thread.currentThread().getName();
        Pending mine = pending.get(thread.substring("dev-".length(), thread.indexOf('#')));
        return new VoiceActivityDetector() {
            @Override
            public boolean voiced(short[] pcm) {
                long from = clock.nanos();
                boolean voice = real.voiced(pcm);
                vadNanos.add(clock.nanos() - from);
                frames.increment();
                long arrival = mine.take();
                int at = arrival == Long.MIN_VALUE ? MOST_LATENCIES : latencyCount.getAndIncrement();
                if (at < MOST_LATENCIES) {
                    latencies[at] = System.nanoTime() - arrival;
                }
                return voice;
            }

            @Override
            public double thresholdDb() {
                return real.thresholdDb();
            }

            @Override
            public void close() {
                real.close();
            }
        };
    }
}
