package earshot.server;

import module java.base;

import earshot.data.Digest;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemReason;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;
import earshot.store.UnusableFile;
import earshot.time.Time;
import earshot.watch.MutableWatch;
import earshot.watch.Watch;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The certificate that both ports show: the owner's, read again when its files change, or one that is made on first use. When new files cannot be used, the
/// old certificate stays in use and a problem says so.
public final class TlsCertificates {
    private static final Logger LOG = LoggerFactory.getLogger(TlsCertificates.class);

    private final Supplier<TlsSettings> settings;
    private final Path generated;
    private final ProblemSink problems;
    private final Time time;
    private final MutableWatch<Optional<TlsCertificate>> current = new MutableWatch<>(Optional.empty());
    private Optional<Source> tried = Optional.empty();
    private Optional<SSLContext> context = Optional.empty();
    private String failure = "";

    /// The files of a certificate and when they were written.
    private record Source(TlsSettings settings, List<Path> files, List<FileTime> written) {}

    /// @param generated the file of the certificate that is made here
    public TlsCertificates(Supplier<TlsSettings> settings, Path generated, ProblemSink problems, Time time) {
        this.settings = settings;
        this.generated = generated;
        this.problems = problems;
        this.time = time;
    }

    /// The certificate in use; empty before the first one is needed.
    public Watch<Optional<TlsCertificate>> current() {
        return current;
    }

    boolean enabled() {
        return settings.get().enabled();
    }

    /// Reads the certificate if there is one by now, so that a renewal that is broken is known before a device comes. Waits for the disk.
    void check() {
        TlsSettings now = settings.get();
        if (now.enabled() && (now.certificate().isPresent() || Files.exists(generated))) {
            try {
                context();
            } catch (IOException | RuntimeException e) {
                LOG.debug("no certificate: {}", e.toString());
            }
        } else {
            forget();
        }
    }

    /// The next one is made when a device asks for it.
    private synchronized void forget() {
        tried = Optional.empty();
        context = Optional.empty();
        current.set(Optional.empty());
        problems.resolve(ProblemCode.CERTIFICATE_UNUSABLE, new ProblemSubject.Setting(TlsSettings.CERTIFICATE.key()));
    }

    /// The certificate in force, made now where none is configured. Waits for the disk.
    /// @throws IOException when there is none that can be used
    synchronized SSLContext context() throws IOException {
        TlsSettings now = settings.get();
        if (now.certificate().isEmpty() && !Files.exists(generated)) {
            make();
        }
        if (isNew(source(now)) && !load() && now.certificate().isEmpty()) {
            replaceGenerated();
        }
        return context.orElseThrow(() -> new IOException("there is no usable certificate: " + failure));
    }

    private boolean isNew(Source source) {
        boolean changed = !tried.equals(Optional.of(source));
        tried = Optional.of(source);
        return changed;
    }

    private void make() throws IOException {
        LOG.info("making a certificate: {}", generated);
        try {
            SelfSignedCertificate.make(generated, ownNames(), time.now());
        } catch (GeneralSecurityException e) {
            throw new IOException("no certificate could be made", e);
        }
    }

    /// Nobody has another copy of the certificate that was made here: a new one takes the place of what cannot be read.
    private void replaceGenerated() throws IOException {
        Problem told = UnusableFile.setAside(generated, time.now(), ProblemReason.CERTIFICATE_REPLACED).problem();
        make();
        tried = Optional.of(source(settings.get()));
        load();
        problems.raise(told);
    }

    private Source source(TlsSettings now) {
        List<Path> files = now.certificate().map(Path::of).map(file -> Stream.concat(Stream.of(file), now.key().map(Path::of).stream()).toList())
            .orElse(List.of(generated));
        return new Source(now, files, files.stream().map(TlsCertificates::written).toList());
    }

    private static FileTime written(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException _) {
            return FileTime.fromMillis(0);
        }
    }

    /// Reads the certificate that is to be tried; false when it cannot be used.
    private boolean load() {
        Source source = tried.orElseThrow();
        boolean own = source.settings.certificate().isPresent();
        ProblemSubject subject = new ProblemSubject.Setting(TlsSettings.CERTIFICATE.key());
        Path file = source.files.getFirst();
        try {
            TlsIdentityFile.Identity identity = TlsIdentityFile.read(file, source.settings.key().filter(_ -> own).map(Path::of),
                own ? source.settings.password() : Optional.of(SelfSignedCertificate.PASSWORD));
            context = Optional.of(context(identity));
            TlsCertificate certificate = new TlsCertificate(fingerprint(identity.own()), !own, identity.own().getNotAfter().toInstant());
            LOG.info("certificate {} with SHA-256 {}, valid until {}", file, certificate.fingerprint(), certificate.notAfter());
            current.set(Optional.of(certificate));
            problems.resolve(ProblemCode.CERTIFICATE_UNUSABLE, subject);
            return true;
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            String reason = reason(e);
            failure = ProblemReason.text(reason, Locale.ENGLISH);
            LOG.warn("certificate {} cannot be used: {} ({})", file, failure, e.toString());
            if (own) {
                problems.raise(Problem.of(ProblemCode.CERTIFICATE_UNUSABLE, subject, file, reason));
            }
            return false;
        }
    }

    private static String reason(Exception failure) {
        return switch (failure) {
            case NoSuchFileException _ -> ProblemReason.ABSENT.toString();
            case AccessDeniedException _ -> ProblemReason.NOT_READABLE.toString();
            case TlsIdentityFile.UnusableException unusable -> unusable.getMessage();
            case GeneralSecurityException _, IllegalArgumentException _ -> ProblemReason.NO_KEYSTORE.toString();
            default -> Objects.requireNonNullElse(failure.getMessage(), failure.toString());
        };
    }

    private static SSLContext context(TlsIdentityFile.Identity identity) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("server", identity.key(), new char[0], identity.chain().toArray(Certificate[]::new));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private static String fingerprint(X509Certificate certificate) throws GeneralSecurityException {
        return Digest.fingerprint(certificate.getEncoded());
    }

    private static List<String> ownNames() {
        return Stream
            .of(Stream.of("localhost"), OwnHostNames.known().filter(name -> name.matches("[a-z0-9]([a-z0-9.-]*[a-z0-9])?")),
                NetworkCard.all().stream().flatMap(card -> card.addresses().stream()))
            .flatMap(names -> names).distinct().toList();
    }
}
