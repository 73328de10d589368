//! OData 4.0 as a protocol, knowing nothing of what it carries.
