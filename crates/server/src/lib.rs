//! HTTP: routes, who may, and what is answered.
