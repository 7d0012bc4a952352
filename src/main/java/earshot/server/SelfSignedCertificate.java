package earshot.server;

import module java.base;

import java.security.Signature;
import java.security.cert.Certificate;

/// Makes a certificate that names this computer, with a new key. The JDK has no public class for it, so its few fields are encoded here (X.509 version 3 in
/// DER, RFC 5280); a library would be a hundred times larger.
final class SelfSignedCertificate {
    /// PKCS#12 files have a password; this one is protected by who may read it.
    static final String PASSWORD = "earshot";
    private static final String ALIAS = "earshot";
    private static final Duration VALID = Duration.ofDays(3650);
    private static final DateTimeFormatter UTC_TIME = DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
    /// In DER: the algorithm ecdsa-with-SHA256, and the identifier of the extension with further names.
    private static final byte[] ECDSA_SHA256 = HexFormat.of().parseHex("300a06082a8648ce3d040302");
    private static final byte[] SUBJECT_ALT_NAME = HexFormat.of().parseHex("0603551d11");
    private static final byte[] VERSION_3 = HexFormat.of().parseHex("a003020102");
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OCTET_STRING = 0x04;
    private static final int UTC = 0x17;
    private static final int SEQUENCE = 0x30;
    private static final int DNS_NAME = 0x82;
    private static final int IP_ADDRESS = 0x87;
    private static final int EXTENSIONS = 0xa3;

    private SelfSignedCertificate() {}

    /// Writes a PKCS#12 file that only its owner may read, in one step.
    /// @param names DNS names and IP addresses
    /// @param now valid from a day before it, because clocks of devices are not exact
    static void make(Path file, Collection<String> names, Instant now) throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        Certificate certificate = CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(certificate(pair, names, now)));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(ALIAS, pair.getPrivate(), PASSWORD.toCharArray(), new Certificate[] {certificate});
        Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), "certificate", ".new");
        try {
            try (OutputStream out = Files.newOutputStream(fresh)) {
                store.store(out, PASSWORD.toCharArray());
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static byte[] certificate(KeyPair pair, Collection<String> names, Instant now) throws GeneralSecurityException {
        byte[] name = new X500Principal("CN=Earshot").getEncoded();
        byte[] valid = der(SEQUENCE, utc(now.minus(Duration.ofDays(1))), utc(now.plus(VALID)));
        byte[] alternatives = der(SEQUENCE, names.stream().distinct().map(SelfSignedCertificate::alternative).toArray(byte[][]::new));
        byte[] extensions = der(EXTENSIONS, der(SEQUENCE, der(SEQUENCE, SUBJECT_ALT_NAME, der(OCTET_STRING, alternatives))));
        byte[] serial = der(INTEGER, new BigInteger(120, new SecureRandom()).setBit(120).toByteArray());
        byte[] body = der(SEQUENCE, VERSION_3, serial, ECDSA_SHA256, name, valid, name, pair.getPublic().getEncoded(), extensions);
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(pair.getPrivate());
        signature.update(body);
        return der(SEQUENCE, body, ECDSA_SHA256, der(BIT_STRING, new byte[1], signature.sign()));
    }

    private static byte[] alternative(String name) {
        return new HostAndPort(name, 0).literal().map(address -> der(IP_ADDRESS, address.getAddress()))
            .orElseGet(() -> der(DNS_NAME, name.getBytes(StandardCharsets.US_ASCII)));
    }

    private static byte[] utc(Instant at) {
        return der(UTC, UTC_TIME.format(at).getBytes(StandardCharsets.US_ASCII));
    }

    /// A tag, the length of its content, and the content.
    private static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        Stream.of(parts).forEach(content::writeBytes);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(tag);
        int length = content.size();
        if (length > 0xff) {
            all.writeBytes(new byte[] {(byte) 0x82, (byte) (length >> 8), (byte) length});
        } else if (length > 0x7f) {
            all.writeBytes(new byte[] {(byte) 0x81, (byte) length});
        } else {
            all.write(length);
        }
        all.writeBytes(content.toByteArray());
        return all.toByteArray();
    }
}
