/** The day it is in Viet Nam, by the database's clock. */
export const todaySql = `SELECT (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS today`;
