package io.github.neo4jstreams.graph;

import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.neo4j.driver.exceptions.SecurityException;

/**
 * Says in one line what is wrong with TLS, and what to do. The driver says "Failed to establish secured connection with the
 * server" whatever it is, and leaves the rest to a stack trace.
 *
 * @param address    of the servers, for the line
 * @param encryption what we were told about TLS
 */
record TlsRefusals(String address, Encryption encryption) {

    /** The error itself if it isn't about TLS. */
    RuntimeException explained(RuntimeException error) {
        if (!(error instanceof SecurityException)) {
            return error;
        }
        return cause(error, SSLException.class)
                .<RuntimeException>map(tls -> new ConfigurationException(line(tls), error))
                .orElse(error);
    }

    private String line(SSLException tls) {
        String reason = ErrorClass.oneLine(tls);
        Optional<? extends Exception> date = cause(tls, CertificateExpiredException.class);
        if (date.isPresent()) {
            return "A certificate that " + address + " shows has expired (" + ErrorClass.oneLine(date.get())
                    + "): the server needs a new one";
        }
        date = cause(tls, CertificateNotYetValidException.class);
        if (date.isPresent()) {
            return "A certificate that " + address + " shows is not valid yet (" + ErrorClass.oneLine(date.get())
                    + "): compare the clocks of both machines";
        }
        if (reason.contains("Received fatal alert")) {
            return refusedByServer(reason);
        }
        if (reason.contains("unable to find valid certification path")) {
            return address + " shows a certificate that no trusted authority has signed: "
                    + (encryption.trustedCertificates() == null
                            ? "have its authority in a PEM file, name that with trustedCertificates and use the scheme"
                                    + " neo4j://"
                            : "add its authority to trustedCertificates=" + encryption.trustedCertificates());
        }
        if (reason.contains("No subject alternative") || reason.startsWith("No name matching")) {
            return address + " shows a certificate for other names (" + reason
                    + "): serverUri, and server.bolt.advertised_address on the server, must have a name that stands in"
                    + " it. hostnameVerification=false goes without this check";
        }
        return "No TLS with " + address + ": " + reason;
    }

    private String refusedByServer(String alert) {
        if (!alert.contains("certificate") && !alert.contains("unknown_ca")) {
            return "No TLS with " + address + ": " + alert;
        }
        return encryption.clientCertificate() == null
                ? address + " wants to see a client certificate (" + alert
                        + "): set clientCertificate and clientCertificateKey"
                : address + " refuses clientCertificate=" + encryption.clientCertificate() + " (" + alert
                        + "): it must not have expired, and the server must have its authority in the trusted_dir of"
                        + " its policy for Bolt";
    }

    private static <T extends Throwable> Optional<T> cause(Throwable of, Class<T> type) {
        for (Throwable cause = of; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }
}
