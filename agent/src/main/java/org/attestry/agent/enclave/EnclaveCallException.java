package org.attestry.agent.enclave;

/** A typed call was refused; the code says by whom and why. */
public final class EnclaveCallException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ResultCode code;

    public EnclaveCallException(ResultCode code) {
        super("the call was refused: " + code);
        this.code = code;
    }

    public ResultCode code() {
        return code;
    }
}
