package earshot.server;

import module java.base;

import earshot.time.Time;

/// Makes guessing tokens and secrets slow: from the sixth wrong token of an address on, the answer to each waits for longer. A right token is never held up,
/// since many devices may share an address, unless very many wrong ones wait. Safe for use from any thread.
public final class WrongTokens {
    /// Shorter than a device waits for an answer.
    static final Duration MAX_DELAY = Duration.ofSeconds(8);
    /// Answers of one address that may wait at a time. Beyond it no token of the address is looked at.
    static final int MAX_WAITING = 50;
    static final int FREE = 5;
    static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(5);
    private static final int MAX_ADDRESSES = 1000;

    private final Time time;
    private final LinkedHashMap<InetAddress, Tries> byAddress = new LinkedHashMap<>();

    private static final class Tries {
        private int wrong;
        private int waiting;
        private long last;
    }

    public WrongTokens(Time time) {
        this.time = time;
    }

    /// Whether so many answers wait that no further token of the address is looked at.
    public synchronized boolean blocks(InetAddress client) {
        Tries tries = byAddress.get(AddressKey.of(client));
        return tries != null && tries.waiting >= MAX_WAITING;
    }

    /// An address gave a wrong token: how long the answer is to wait. [#hold] follows when that is not zero.
    public synchronized Duration refused(InetAddress client) {
        InetAddress address = AddressKey.of(client);
        long now = time.nanos();
        Tries tries = byAddress.remove(address);
        if (tries == null || tries.waiting == 0 && now - tries.last > FORGOTTEN_AFTER.toNanos()) {
            tries = new Tries();
        }
        byAddress.put(address, tries);
        if (byAddress.size() > MAX_ADDRESSES) {
            byAddress.pollFirstEntry();
        }
        tries.last = now;
        tries.wrong++;
        if (tries.wrong <= FREE) {
            return Duration.ZERO;
        }
        tries.waiting++;
        Duration delay = Duration.ofSeconds(1L << Math.min(10, tries.wrong - FREE - 1));
        return delay.compareTo(MAX_DELAY) > 0 ? MAX_DELAY : delay;
    }

    /// Gives an answer when its time has come; also where the client hangs up meanwhile, which must not make the next guess come sooner.
    public void hold(InetAddress client, Duration delay, Runnable answer) {
        time.after(delay, () -> {
            answered(client);
            answer.run();
        });
    }

    private synchronized void answered(InetAddress client) {
        Tries tries = byAddress.get(AddressKey.of(client));
        if (tries != null && tries.waiting > 0) {
            tries.waiting--;
        }
    }
}
