package earshot.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemReason;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;
import earshot.time.TimeFake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The owner's certificates, renewed while the server runs.
class TlsCertificatesTest {
    @TempDir
    Path directory;

    private final List<Problem> open = new ArrayList<>();
    private long renewals;

    @Test
    void aPemChainWithItsKeyIsRenewedWithoutARestartAndABrokenRenewalKeepsTheOldOne() throws IOException, GeneralSecurityException {
        Path chain = directory.resolve("chain.pem");
        Path key = directory.resolve("key.pem");
        write(chain, "Subject: a comment, as openssl writes it\n" + TlsSamples.pem("one") + TlsSamples.pem("two"));
        write(key, TlsSamples.key("one"));
        TlsCertificates certificates = certificates(chain, Optional.of(key), Optional.empty());
        certificates.check();
        assertThat(shown(certificates)).isEqualTo(TlsSamples.fingerprint("one"));
        SSLContext before = certificates.context();
        assertThat(certificates.context()).isSameAs(before);

        write(chain, TlsSamples.pem("two"));
        certificates.check();
        assertThat(open).singleElement().satisfies(problem -> assertThat(said(problem)).contains("key belongs to another"));
        assertThat(certificates.context()).isSameAs(before);
        assertThat(shown(certificates)).isEqualTo(TlsSamples.fingerprint("one"));

        write(key, TlsSamples.key("two"));
        certificates.check();
        assertThat(shown(certificates)).isEqualTo(TlsSamples.fingerprint("two"));
        assertThat(open).isEmpty();
        Files.delete(chain);
        assertThat(certificates.context()).isNotNull();
        assertThat(open).hasSize(1);
    }

    @Test
    void keyAndChainMayBeInOneFile() throws IOException, GeneralSecurityException {
        Path both = directory.resolve("both.pem");
        write(both, TlsSamples.key("one") + TlsSamples.pem("one"));
        TlsCertificates certificates = certificates(both, Optional.empty(), Optional.empty());
        certificates.check();
        assertThat(shown(certificates)).isEqualTo(TlsSamples.fingerprint("one"));
        assertThat(certificates.current().get().orElseThrow().generated()).isFalse();
    }

    @Test
    void aPkcs12FileNeedsItsPassword() throws IOException, GeneralSecurityException {
        TlsCertificates wrong = certificates(TlsSamples.file("one"), Optional.empty(), Optional.of("guess"));
        assertThatThrownBy(wrong::context).isInstanceOf(IOException.class).hasMessageContaining("password");
        assertThat(open).singleElement().satisfies(problem -> assertThat(problem.code()).isEqualTo(ProblemCode.CERTIFICATE_UNUSABLE));
        TlsCertificates right = certificates(TlsSamples.file("one"), Optional.empty(), Optional.of(SelfSignedCertificate.PASSWORD));
        right.check();
        assertThat(shown(right)).isEqualTo(TlsSamples.fingerprint("one"));
        assertThat(open).isEmpty();
    }

    @Test
    void whatCannotBeUsedIsSaid() throws IOException, GeneralSecurityException {
        Map<String, String> files = Map.of(
            "", "neither PEM nor", "nonsense", "neither PEM nor", TlsSamples.pem("one"), "no private key", TlsSamples.key("one"), "no certificate",
            TlsSamples.pem("one").replaceFirst("\n[A-Za-z0-9+/]{20}", "\n") + TlsSamples.key("one"), "neither PEM nor",
            TlsSamples.pem("one") + TlsSamples.key("one").replace("PRIVATE", "EC PRIVATE"), "openssl pkcs8",
            TlsSamples.pem("one") + TlsSamples.key("one").replace("PRIVATE", "ENCRYPTED PRIVATE"), "openssl pkcs8");
        files.forEach((content, why) -> {
            open.clear();
            Path file = directory.resolve("file-" + renewals);
            write(file, content);
            certificates(file, Optional.empty(), Optional.empty()).check();
            assertThat(open).as(content).hasSize(1);
            assertThat(said(open.getFirst())).contains(why);
        });
    }

    @Test
    void theCertificateThatWasMadeHereIsMadeAnewWhenItsFileIsBroken() throws IOException, GeneralSecurityException {
        Path made = directory.resolve("made.p12");
        TlsCertificates first = certificates(Optional.empty(), Optional.empty(), Optional.empty());
        first.context();
        String before = shown(first);
        Files.write(made, Arrays.copyOf(Files.readAllBytes(made), 300));
        TlsCertificates second = certificates(Optional.empty(), Optional.empty(), Optional.empty());
        second.context();
        assertThat(shown(second)).isNotEqualTo(before);
        assertThat(open).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.FILE_SET_ASIDE);
            assertThat(Path.of(problem.args().get(1))).hasSize(300);
        });
        second.context();
        assertThat(open).as("told once").hasSize(1);
    }

    private TlsCertificates certificates(Path chain, Optional<Path> key, Optional<String> password) {
        return certificates(Optional.of(chain), key, password);
    }

    private TlsCertificates certificates(Optional<Path> chain, Optional<Path> key, Optional<String> password) {
        return new TlsCertificates(() -> new TlsSettings(true, chain.map(Path::toString), key.map(Path::toString), password), directory.resolve("made.p12"),
            new ProblemSink() {
            @Override
            public void raise(Problem problem) {
                resolve(problem.code(), problem.subject());
                open.add(problem);
            }

            @Override
            public void resolve(ProblemCode code, ProblemSubject subject) {
                open.removeIf(problem -> problem.code() == code);
            }
        }, new TimeFake());
    }

    private static String said(Problem problem) {
        return ProblemReason.text(problem.args().getLast(), Locale.ENGLISH);
    }

    private static String shown(TlsCertificates certificates) {
        return certificates.current().get().orElseThrow().fingerprint();
    }

    /// Each file is newer than the one before, as far as its time of change goes.
    private void write(Path file, String content) {
        try {
            Files.writeString(file, content);
            Files.setLastModifiedTime(file, FileTime.fromMillis(1_700_000_000_000L + 1000 * renewals++));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
