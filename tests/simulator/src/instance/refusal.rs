//! Why the instance refuses a command.

/// Exceptions of the CTI service (`connect.CTIExceptions`, PROTOCOL.md 1.5) and of the services beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exception {
    AccessDenied,
    BadEndpoint,
    Conflict,
    InvalidConfiguration,
    InvalidContactType,
    InvalidState,
    Pagination,
    RefreshTokenExpired,
    ResourceNotFound,
    Unauthorized,
    UnknownOperation,
    Serialization,
    Validation,
}

impl Exception {
    /// The name on the wire.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::AccessDenied => "AccessDeniedException",
            Self::BadEndpoint => "BadEndpointException",
            Self::Conflict => "ConflictException",
            Self::InvalidConfiguration => "InvalidConfigurationException",
            Self::InvalidContactType => "InvalidContactTypeException",
            Self::InvalidState => "InvalidStateException",
            Self::Pagination => "PaginationException",
            Self::RefreshTokenExpired => "RefreshTokenExpiredException",
            Self::ResourceNotFound => "ResourceNotFoundException",
            Self::Unauthorized => "UnauthorizedException",
            Self::UnknownOperation => "UnknownOperationException",
            Self::Serialization => "SerializationException",
            Self::Validation => "ValidationException",
        }
    }

    /// HTTP status that goes with it.
    pub(crate) const fn status(self) -> u16 {
        match self {
            Self::Unauthorized => 401,
            Self::AccessDenied => 403,
            Self::ResourceNotFound => 404,
            Self::Conflict => 409,
            _ => 400,
        }
    }
}

/// A refused command: the exception and a sentence for a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) exception: Exception,
    pub(crate) message: String,
}

impl Refusal {
    pub(crate) fn new(exception: Exception, message: impl Into<String>) -> Self {
        Self {
            exception,
            message: message.into(),
        }
    }

    pub(crate) fn invalid_state(message: impl Into<String>) -> Self {
        Self::new(Exception::InvalidState, message)
    }

    pub(crate) fn bad_endpoint(message: impl Into<String>) -> Self {
        Self::new(Exception::BadEndpoint, message)
    }
}
