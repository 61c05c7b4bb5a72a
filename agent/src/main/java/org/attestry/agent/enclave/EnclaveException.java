package org.attestry.agent.enclave;

/** An enclave could not be opened; the code says why. */
public final class EnclaveException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ResultCode code;

    public EnclaveException(ResultCode code) {
        super("the enclave cannot be opened: " + code);
        this.code = code;
    }

    public ResultCode code() {
        return code;
    }
}
