package earshot.server;

import module java.base;

import earshot.data.LetterCase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The names of this computer, in lower case: its host name, the same below `.local`, and the one that the network gives it.
final class OwnHostNames {
    private static final Path KERNEL_NAME = Path.of("/proc/sys/kernel/hostname");
    private static final Logger LOG = LoggerFactory.getLogger(OwnHostNames.class);

    private volatile Set<String> names;

    /// Knows what the system says at once, and later what a name server says, which may take seconds.
    OwnHostNames() {
        names = known().collect(Collectors.toUnmodifiableSet());
        Thread.ofVirtual().name("host-names").start(this::askNameServer);
    }

    /// The names that the system gives without asking anybody.
    static Stream<String> known() {
        return withLocal(Stream.concat(kernelName(), Stream.of("HOSTNAME", "COMPUTERNAME").flatMap(name -> Stream.ofNullable(System.getenv(name))))).stream();
    }

    boolean contain(String host) {
        return names.contains(host);
    }

    private void askNameServer() {
        try {
            InetAddress here = InetAddress.getLocalHost();
            names = withLocal(Stream.concat(names.stream(), Stream.of(here.getHostName(), here.getCanonicalHostName())));
        } catch (UnknownHostException e) {
            LOG.debug("this computer does not find its own name: {}", e.toString());
        }
    }

    private static Stream<String> kernelName() {
        try {
            return Files.isReadable(KERNEL_NAME) ? Stream.of(Files.readString(KERNEL_NAME)) : Stream.empty();
        } catch (IOException _) {
            return Stream.empty();
        }
    }

    private static Set<String> withLocal(Stream<String> found) {
        return found.map(name -> LetterCase.lower(name.strip())).filter(name -> !name.isEmpty())
            .flatMap(name -> Stream.of(name, name.split("\\.")[0], name.split("\\.")[0] + ".local")).collect(Collectors.toUnmodifiableSet());
    }
}
