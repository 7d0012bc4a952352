package earshot.access.token;

import module java.base;

/// Reads a public key in the forms in which issuers show it: PEM or its base64 alone, of a key (`PUBLIC KEY`), of an RSA key without its kind (`RSA PUBLIC
/// KEY`), or of a certificate.
final class PublicKeyReader {
    /// The identifier of RSA, with which `RSA PUBLIC KEY` becomes `PUBLIC KEY`.
    private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
    private static final int SEQUENCE = 0x30;
    private static final int BIT_STRING = 0x03;

    private PublicKeyReader() {}

    /// Empty for what is none of them.
    static Optional<PublicKey> read(String text) {
        // a line break that was written as two characters, as in the file of an environment
        String base64 = text.replace("\\n", "\n").replaceAll("-----(BEGIN|END) [A-Z0-9 ]+-----", "").replaceAll("\\s", "");
        byte[] der;
        try {
            der = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
        return Stream
            .<Callable<PublicKey>>of(() -> key("RSA", der), () -> key("EC", der), () -> certified(der),
                () -> key("RSA", tagged(SEQUENCE, RSA, tagged(BIT_STRING, new byte[1], der))))
            .flatMap(form -> attempt(form).stream()).findFirst();
    }

    private static Optional<PublicKey> attempt(Callable<PublicKey> form) {
        try {
            return Optional.of(form.call());
        } catch (Exception _) {
            // in another form, or none
            return Optional.empty();
        }
    }

    private static PublicKey key(String kind, byte[] der) throws GeneralSecurityException {
        return KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(der));
    }

    private static PublicKey certified(byte[] der) throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der)).getPublicKey();
    }

    /// A value of DER with its length.
    private static byte[] tagged(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(content::writeBytes);
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(tag);
        whole.write(0x82);
        whole.write(content.size() >> 8);
        whole.write(content.size());
        whole.writeBytes(content.toByteArray());
        return whole.toByteArray();
    }
}
