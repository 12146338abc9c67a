// From the project's reference folder (bench/limit/limit.c, November 2026): a lower limit in C for what the engine does, with its own generators. Compiled by gcc -O3; the clock is that of the processor.
// Lower limit for a Gaussian 2x2 crossover power study: one core, xoshiro128++-like 64-bit, ziggurat-free polar & fast ziggurat
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <math.h>
#include <time.h>
static uint64_t s[4];
static inline uint64_t rotl(uint64_t x,int k){return (x<<k)|(x>>(64-k));}
static inline uint64_t next(void){uint64_t r=rotl(s[0]+s[3],23)+s[0],t=s[1]<<17;s[2]^=s[0];s[3]^=s[1];s[1]^=s[2];s[0]^=s[3];s[2]^=t;s[3]=rotl(s[3],45);return r;}
static double x[257],y[257];
static void zinit(void){const double r=3.6541528853610088,v=0.00492867323399;double f=exp(-0.5*r*r);x[0]=v/f;x[1]=r;for(int i=2;i<256;i++){x[i]=sqrt(-2*log(v/x[i-1]+exp(-0.5*x[i-1]*x[i-1])));}x[256]=0;for(int i=0;i<257;i++)y[i]=exp(-0.5*x[i]*x[i]);}
static inline double rn(void){for(;;){uint64_t u=next();int i=u&255;double f=(double)((int64_t)u>>11)*(1.0/4503599627370496.0);double z=f*x[i];if(fabs(z)<x[i+1])return z;if(i==0){double a,b;do{a=-log((next()>>11)*0x1p-53+1e-300)/3.6541528853610088;b=-log((next()>>11)*0x1p-53+1e-300);}while(b+b<a*a);return z>0?3.6541528853610088+a:-3.6541528853610088-a;}if(y[i+1]+((next()>>11)*0x1p-53)*(y[i]-y[i+1])<exp(-0.5*z*z))return z;}}
int main(int c,char**v){int n=30;long R=c>1?atol(v[1]):2000000;s[0]=1;s[1]=2;s[2]=3;s[3]=4;zinit();double tc=2.048407;/*t28*/long hit=0;struct timespec a,b;clock_gettime(CLOCK_PROCESS_CPUTIME_ID,&a);
for(long r=0;r<R;r++){double m[2]={0,0},q[2]={0,0};for(int i=0;i<n;i++){double subj=4*rn();double e1=subj+3*rn(),e2=subj+3*rn()+ (i<n/2?2.0:-2.0);double d=e2-e1;int g=i>=n/2;m[g]+=d;q[g]+=d*d;}double h=n/2;double v1=q[0]-m[0]*m[0]/h,v2=q[1]-m[1]*m[1]/h;double sp=(v1+v2)/(n-2);double t=(m[0]/h-m[1]/h)/sqrt(sp*2/h);hit+=fabs(t)>tc;}
clock_gettime(CLOCK_PROCESS_CPUTIME_ID,&b);double w=(b.tv_sec-a.tv_sec)+1e-9*(b.tv_nsec-a.tv_nsec);printf("power %.5f  trials/s %.0f  ns/normal %.2f\n",(double)hit/R,R/w,w/R/(3.0*n)*1e9);}
