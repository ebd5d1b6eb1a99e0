package io.github.neo4jstreams.testbed.cdc;

import org.neo4j.gqlstatus.ErrorGqlStatusObject;
import org.neo4j.gqlstatus.ErrorGqlStatusObjectImplementation;
import org.neo4j.gqlstatus.GqlParams;
import org.neo4j.gqlstatus.GqlStatusInfoCodes;
import org.neo4j.internal.kernel.api.exceptions.ProcedureException;
import org.neo4j.kernel.api.exceptions.Status;

/** The documented errors. A {@link ProcedureException} keeps its status code on the way to the Bolt client. */
@SuppressWarnings("deprecation")
final class CdcErrors {
    private CdcErrors() {}

    static ProcedureException malformed(String id) {
        return invalid(gql(GqlStatusInfoCodes.STATUS_52N26), "Invalid change identifier: " + id);
    }

    static ProcedureException otherDatabase(String id) {
        return invalid(
                ErrorGqlStatusObjectImplementation.from(GqlStatusInfoCodes.STATUS_52N31)
                        .withParam(GqlParams.StringParam.param, id)
                        .build(),
                "Change identifier " + id + " does not belong to this database");
    }

    static ProcedureException commitTimeMismatch() {
        return invalid(
                gql(GqlStatusInfoCodes.STATUS_52N27),
                "The commit timestamp for the provided transaction ID does not match the one in the transaction log.");
    }

    static ProcedureException noSuchTransaction(long txId) {
        return invalid(
                ErrorGqlStatusObjectImplementation.from(GqlStatusInfoCodes.STATUS_52N28)
                        .withParam(GqlParams.StringParam.transactionId, Long.toString(txId))
                        .build(),
                "Unable to find the transaction entry for the given change identifier: transaction " + txId);
    }

    static ProcedureException beforeEnrichment() {
        return invalid(
                gql(GqlStatusInfoCodes.STATUS_52N29),
                "Given ChangeIdentifier describes a transaction that occurred before any enrichment records exist.");
    }

    static ProcedureException badSequence(String id, long seq) {
        return invalid(
                ErrorGqlStatusObjectImplementation.from(GqlStatusInfoCodes.STATUS_52N32)
                        .withParam(GqlParams.StringParam.param1, id)
                        .withParam(GqlParams.StringParam.param2, Long.toString(seq))
                        .build(),
                "Change identifier " + id + " has an invalid sequence number " + seq);
    }

    static ProcedureException future() {
        return new ProcedureException(
                gql(GqlStatusInfoCodes.STATUS_52N30),
                Status.ChangeDataCapture.FutureIdentifier,
                "Given ChangeIdentifier describes a transaction that hasn't yet occurred.");
    }

    static ProcedureException disabled() {
        return new ProcedureException(
                gql(GqlStatusInfoCodes.STATUS_51N68),
                Status.ChangeDataCapture.Disabled,
                "Change Data Capture is not currently enabled for this database.");
    }

    static ProcedureException scanFailure(Throwable cause) {
        return new ProcedureException(
                Status.ChangeDataCapture.ScanFailure, cause, "Unable to read the Change Data Capture data");
    }

    /** Assumption: the status of selector errors is not documented, only that they are client errors. */
    static ProcedureException badSelector(String why) {
        return new ProcedureException(
                Status.Procedure.ProcedureCallFailed, "Invalid selector: " + why.replace("%", "%%"));
    }

    private static ProcedureException invalid(ErrorGqlStatusObject gql, String message) {
        return new ProcedureException(gql, Status.ChangeDataCapture.InvalidIdentifier, message.replace("%", "%%"));
    }

    private static ErrorGqlStatusObject gql(GqlStatusInfoCodes code) {
        return ErrorGqlStatusObjectImplementation.from(code).build();
    }
}
